import { callGuarded } from "../values/call-guarded.js";
import type { ListenerSeat } from "./listener-seat.js";
import type { ListenersOptions, ListenerTrouble } from "./start-listeners.js";

type Trouble = { readonly seat?: ListenerSeat } & Partial<Omit<ListenerTrouble, "listener">>;

/** What fails in a process that runs listeners: told to its `onError`, and kept while it lasts. */
export class ListenerTroubles {
  readonly #onError: ListenersOptions["onError"];
  /** What fails of that which all listeners share, by what it is. */
  readonly #shared = new Map<string, unknown>();

  constructor(onError: ListenersOptions["onError"]) {
    this.#onError = onError;
  }

  report(error: unknown, { seat, ...trouble }: Trouble = {}): void {
    const listener = seat?.listener.title ?? null;
    callGuarded(
      () => this.#onError?.(error, { listener, checkpoint: null, attempt: 0, ...trouble }),
      (thrown) => console.error("The onError callback of the listeners threw:", thrown),
    );
  }

  /** For a part that all share: tells of its failures, and keeps the last one until it has recovered. */
  of(what: string) {
    return {
      onFailure: (error: unknown, attempt: number) => {
        this.#shared.set(what, error);
        this.report(error, { attempt });
      },
      onRecovery: () => void this.#shared.delete(what),
    };
  }

  /** What a listener has not got over; undefined if nothing fails. */
  lastError({ failures }: ListenerSeat): unknown {
    return [...failures.values(), ...this.#shared.values()][0];
  }
}
