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
    // A promise of its call, since a wake may be asynchronous against its type.
    const guarded = () => void new Promise<void>((resolve) => resolve(wake())).catch(this.#onError);
    this.#emitter.on("appended", guarded);
    return () => this.#emitter.off("appended", guarded);
  }
}
