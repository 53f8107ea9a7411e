import type { EventStore } from "@factum/core";

/** Told what a command handler does on its store: what it has read, and what its appends came to. */
export type StoreWatcher = (step: string, kind: "read" | "append" | "stored" | "conflict") => void;

/** The same store, with somebody looking on. */
export function watchedStore(store: EventStore, watch: StoreWatcher): EventStore {
  return {
    async append(appends) {
      for (const { expectedVersion, events } of appends) {
        watch(
          `append to version ${expectedVersion}: ${events.map(({ type }) => type).join(", ") || "no events"}`,
          "append",
        );
      }
      const outcomes = await store.append(appends);
      for (const { status, version } of outcomes) {
        if (status === "conflict") watch(`CONFLICT: it is at version ${version} now`, "conflict");
        else watch(`COMMITTED: version ${version}`, "stored");
      }
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
