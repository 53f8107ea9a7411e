import type { EventEmitter } from "node:events";
import type { Notifier } from "@factum/core";

/** Wake-ups through whatever has the methods of an EventEmitter. */
export class EmitterNotifier implements Notifier {
  readonly #emitter: EventEmitter;
  readonly #onError: (error: unknown) => void;

  constructor(emitter: EventEmitter, onError: (error: unknown) => void) {
    this.#emitter = emitter;
    this.#onError = onError;
  }

  notify(): void {
    setImmediate(() => this.#emitter.emit("appended"));
  }

  subscribe(wake: () => void): () => void {
    const guarded = () => {
      try {
        wake();
      } catch (error) {
        this.#onError(error);
      }
    };
    this.#emitter.on("appended", guarded);
    return () => this.#emitter.off("appended", guarded);
  }
}
