import type { Append, AppendOptions, AppendOutcome, EventStore } from "@factum/core";

/** Keeps the appends that are sent to it. */
export class RecordingStore implements EventStore {
  readonly appends: Append[] = [];
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    this.appends.push(append);
    return this.#store.append(append, options);
  }

  appendAll: EventStore["appendAll"] = (appends, options) => {
    this.appends.push(...appends);
    return this.#store.appendAll(appends, options);
  };
  readStream: EventStore["readStream"] = (streamId, options) => this.#store.readStream(streamId, options);
  safePosition: EventStore["safePosition"] = () => this.#store.safePosition();
  readBatch: EventStore["readBatch"] = (query) => this.#store.readBatch(query);
}

/** Answers checks of versions without a look, as if refusals needed no confirmation. */
export class UnconfirmingStore extends RecordingStore {
  override async append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    if (append.events.length > 0 || typeof append.expectedVersion !== "number") return super.append(append, options);
    return { status: "stored", version: append.expectedVersion, position: 0 };
  }
}

/** Somebody else is faster before every append, but for those of who holds the stream. */
export class OutrunStore extends RecordingStore {
  readonly hold: NonNullable<EventStore["hold"]>;
  readonly #outrun: () => Promise<unknown>;

  constructor(store: EventStore, outrun: () => Promise<unknown>) {
    super(store);
    this.hold = (streamId) => store.hold?.(streamId) ?? Promise.resolve(undefined);
    this.#outrun = outrun;
  }

  override async append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    await this.#outrun();
    return super.append(append, options);
  }
}
