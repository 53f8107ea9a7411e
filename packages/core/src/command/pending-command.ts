import { AsyncResource } from "node:async_hooks";
import type { Command } from "../decider/command.js";
import type { EventMetadata, ExpectedVersion } from "../ports/event-store.js";
import type { IdSource } from "../ports/id-source.js";
import type { JsonObject } from "../values/json.js";
import type { Outcome } from "./outcome.js";
import { repeatableIds } from "./repeatable-ids.js";
import type { AnyDecider } from "./state-cache.js";

/** A command in its valid form, with all that its decision may depend on. */
export interface CommandRequest {
  readonly decider: AnyDecider;
  readonly id: string;
  readonly streamId: string;
  readonly command: Command;
  readonly commandId: string | undefined;
  readonly actor: string | undefined;
  readonly expectedVersion: ExpectedVersion | undefined;
  /** Of every event. */
  readonly metadata: EventMetadata;
  readonly signal: AbortSignal | undefined;
}

/**
 * A command that waits for its answer. An asynchronous resource, so that what is done for it belongs to its caller's context
 * (a trace, say), not to that of whoever woke the queue.
 */
export class PendingCommand extends AsyncResource {
  readonly request: CommandRequest;
  /** What it came to earlier, where outcomes are remembered. */
  readonly remembered: Promise<JsonObject | undefined> | undefined;
  /** Conflicts that it has met. */
  conflicts = 0;
  /** Whether it has to be appended without others, so that what is wrong with it fails nobody else. */
  isAlone: boolean;
  isAnswered = false;
  readonly outcome: Promise<Outcome>;
  #resolve: (outcome: Outcome) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  readonly #ids: IdSource;
  #startIds: (() => () => string) | undefined;
  #isUnderWay = false;
  #detach: (() => void) | undefined;

  constructor(request: CommandRequest, ids: IdSource, remembered?: Promise<JsonObject | undefined>) {
    super("PendingCommand");
    this.request = request;
    this.#ids = ids;
    this.remembered = remembered;
    this.isAlone = remembered !== undefined;
    remembered?.catch(() => {}); // It is told when its turn comes.
    this.outcome = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (request.signal !== undefined) this.#attach(request.signal);
  }

  /** Starts the ids anew for an attempt: its n-th id is the same each time. */
  startIds(): () => string {
    this.#startIds ??= repeatableIds(this.#ids);
    return this.#startIds();
  }

  /** From here on its caller cannot leave any more, until {@link tryAgain}. */
  begin(): void {
    this.#isUnderWay = true;
  }

  /** Its append has stored nothing; whoever has left meanwhile is let go. */
  tryAgain(): void {
    this.#isUnderWay = false;
    if (this.request.signal?.aborted === true) this.fail(this.request.signal.reason);
  }

  answer(outcome: Outcome): void {
    this.#settle();
    this.#resolve(outcome);
  }

  fail(reason: unknown): void {
    this.#settle();
    this.#reject(reason);
  }

  #settle(): void {
    this.isAnswered = true;
    this.#detach?.();
  }

  #attach(signal: AbortSignal): void {
    const onAbort = () => {
      // What is under way may be stored already: its answer is worth more than a quick one.
      if (!this.#isUnderWay) this.fail(signal.reason);
    };
    // It may have left while its observer prepared itself.
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    this.#detach = () => signal.removeEventListener("abort", onAbort);
  }
}
