import type { StoredEventOptions } from "../codec/stored-event-options.js";
import type { CommandObserver } from "../ports/command-observer.js";
import type { EventStore } from "../ports/event-store.js";
import type { OutcomeStore } from "../ports/outcome-store.js";
import type { SnapshotStore } from "../ports/snapshot-store.js";
import type { DecisionSources } from "./decide-batch.js";
import type { RetryPolicy } from "./full-jitter.js";
import type { StateCache } from "./state-cache.js";

/** What all commands of one handler share. */
export interface CommandRuntime extends DecisionSources {
  readonly store: Pick<EventStore, "append" | "appendAll" | "readStream" | "hold">;
  readonly retry: RetryPolicy;
  readonly cache: StateCache;
  readonly reading: StoredEventOptions;
  readonly snapshots: SnapshotStore | undefined;
  readonly outcomes: OutcomeStore | undefined;
  /** Its callbacks never throw. */
  readonly watch: Required<Omit<CommandObserver, "around">>;
  /** Told of what failed beside the commands, e.g. a snapshot that could not be saved; never throws. */
  readonly report: (error: unknown, where: string) => void;
}
