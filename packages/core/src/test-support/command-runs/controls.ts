import type {
  Append,
  AppendOptions,
  AppendOutcome,
  EventStore,
  ReadBatchQuery,
  ReadStreamOptions,
} from "../../ports/event-store.js";

/** A store that leaves everything to another one; each control changes what it breaks. */
class PassingStore implements EventStore {
  protected readonly store: EventStore;

  constructor(store: EventStore) {
    this.store = store;
  }

  async append(append: Append, options?: AppendOptions): Promise<AppendOutcome> {
    const [outcome] = await this.appendAll([append], options);
    return outcome as AppendOutcome;
  }

  appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    return this.store.appendAll(appends, options);
  }

  readStream(streamId: string, options?: ReadStreamOptions) {
    return this.store.readStream(streamId, options);
  }

  safePosition() {
    return this.store.safePosition();
  }

  readBatch(query: ReadBatchQuery) {
    return this.store.readBatch(query);
  }
}

/** What an exact append without events or an append id comes to, if nobody looks. */
function unchecked({ expectedVersion, events }: Append): AppendOutcome {
  const version = (typeof expectedVersion === "number" ? expectedVersion : 0) + events.length;
  return { status: "stored", version, position: 0 };
}

/** Confirms every version without looking: refusals rest on what a process happens to remember. */
export class UnconfirmingStore extends PassingStore {
  override async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    const isCheck = appends.every(({ events, appendId }) => events.length === 0 && appendId === undefined);
    return isCheck ? appends.map(unchecked) : super.appendAll(appends, options);
  }
}

/** Stores at whatever version: decisions rest on states that have passed. */
export class UncheckingStore extends PassingStore {
  override appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    return super.appendAll(
      appends.map((append) => ({ ...append, expectedVersion: "any" })),
      options,
    );
  }
}

/** Says of every third append that it is stored, and drops it: as if an answer did not wait for its commit. */
export class DroppingStore extends PassingStore {
  #appends = 0;

  override async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    return ++this.#appends % 3 === 0 ? appends.map(unchecked) : super.appendAll(appends, options);
  }
}

/** Does not know append ids: what is repeated is stored again. */
export class ForgetfulStore extends PassingStore {
  override appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    return super.appendAll(
      appends.map(({ appendId, ...append }) => append),
      options,
    );
  }
}

/** Stores what belongs together one by one: a joint decision may be stored in part. */
export class ScatteringStore extends PassingStore {
  override async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    const outcomes: AppendOutcome[] = [];
    for (const append of appends) outcomes.push(...(await super.appendAll([append], options)));
    return outcomes;
  }
}
