import type { EventStore } from "@factum/core";

/** Another store, whose appends are counted. */
export class CountingEventStore implements EventStore {
  readonly #inner: EventStore;
  appends = 0;

  constructor(inner: EventStore) {
    this.#inner = inner;
  }

  append(...[append, options]: Parameters<EventStore["append"]>) {
    this.appends++;
    return this.#inner.append(append, options);
  }

  appendAll(...[appends, options]: Parameters<EventStore["appendAll"]>) {
    this.appends += appends.length;
    return this.#inner.appendAll(appends, options);
  }

  readStream(...[streamId, options]: Parameters<EventStore["readStream"]>) {
    return this.#inner.readStream(streamId, options);
  }

  safePosition() {
    return this.#inner.safePosition();
  }

  readBatch(...[query]: Parameters<EventStore["readBatch"]>) {
    return this.#inner.readBatch(query);
  }
}
