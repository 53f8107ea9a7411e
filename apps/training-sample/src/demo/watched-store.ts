import type { Append, AppendOutcome, EventStore } from "@factum/core";

/** Told what a command handler does on its store: what it has read, and what its appends came to. */
export type StoreWatcher = (step: string, kind: "read" | "append" | "stored" | "conflict") => void;

/** The same store, with somebody looking on. */
export function watchedStore(store: EventStore, watch: StoreWatcher): EventStore {
  function sends({ expectedVersion, events }: Append): void {
    const types = events.map(({ type }) => type).join(", ");
    watch(`append to version ${expectedVersion}: ${types || "no events"}`, "append");
  }

  function cameTo({ status, version }: AppendOutcome): void {
    if (status === "conflict") watch(`CONFLICT: it is at version ${version} now`, "conflict");
    else if (status === "withdrawn") watch(`WITHDRAWN: it stays at version ${version}`, "conflict");
    else watch(`COMMITTED: version ${version}`, "stored");
  }

  return {
    async append(append, options) {
      sends(append);
      const outcome = await store.append(append, options);
      cameTo(outcome);
      return outcome;
    },
    async appendAll(appends, options) {
      for (const append of appends) sends(append);
      const outcomes = await store.appendAll(appends, options);
      for (const outcome of outcomes) cameTo(outcome);
      return outcomes;
    },
    async *readStream(streamId, options) {
      const types: string[] = [];
      let version = (options?.fromVersion ?? 1) - 1;
      for await (const event of store.readStream(streamId, options)) {
        types.push(event.type);
        version = event.version;
        yield event;
      }
      watch(`reads version ${version}`, "read");
    },
    safePosition: () => store.safePosition(),
    readBatch: (query) => store.readBatch(query),
  };
}
