import type { Append, AppendOutcome, EventStore, ReadStreamOptions, StoredEvent } from "../../ports/event-store.js";
import type { OutcomeStore, RememberedOutcome, SettledCommand } from "../../ports/outcome-store.js";
import type { Snapshot, SnapshotStore } from "../../ports/snapshot-store.js";
import type { Link } from "./link.js";
import type { SnapshotFault } from "./plan.js";
import type { Server } from "./server.js";

/** Events that a read gets at once: streams are longer than that, so what is behind may change while one is read. */
const PAGE = 2;

/** The event store as a process sees it. */
export class LinkedEventStore implements EventStore {
  readonly #link: Link;
  readonly #server: Server;
  readonly #callbacks: (() => void)[] = [];

  constructor(link: Link, server: Server) {
    this.#link = link;
    this.#server = server;
  }

  append(append: Append): Promise<AppendOutcome> {
    const { streamId } = append;
    return this.#link.append(
      [streamId],
      () => this.#server.events.append(append),
      (outcome) => tell([append], [outcome]),
    );
  }

  appendAll(appends: readonly Append[]): Promise<readonly AppendOutcome[]> {
    const streamIds = [...new Set(appends.map(({ streamId }) => streamId))];
    const perform = () => this.#server.events.appendAll(appends);
    return this.#link.append(streamIds, perform, (outcomes) => tell(appends, outcomes));
  }

  async *readStream(streamId: string, options: ReadStreamOptions = {}): AsyncGenerator<StoredEvent> {
    const isBackwards = options.direction === "backwards";
    let { fromVersion = 1, toVersion = Number.MAX_SAFE_INTEGER } = options;
    while (fromVersion <= toVersion) {
      const range = { ...options, fromVersion, toVersion, maxCount: PAGE };
      const page = await this.#link.read(() => collect(this.#server.events.readStream(streamId, range)));
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      if (isBackwards) toVersion = last.version - 1;
      else fromVersion = last.version + 1;
    }
  }

  safePosition(): Promise<number> {
    return this.#server.events.safePosition();
  }

  readBatch(query: Parameters<EventStore["readBatch"]>[0]): Promise<readonly StoredEvent[]> {
    return this.#server.events.readBatch(query);
  }

  onInterruption(callback: () => void): () => void {
    this.#callbacks.push(callback);
    return () => {};
  }

  interrupt(): void {
    for (const callback of this.#callbacks) callback();
  }
}

/** Remembered outcomes as a process sees them. */
export function linkedOutcomes(link: Link, { outcomes }: Server): OutcomeStore {
  return {
    find: (streamId, commandId) => link.read(() => outcomes.find(streamId, commandId)),
    settle: (command: SettledCommand): Promise<AppendOutcome | RememberedOutcome> =>
      link.append(
        [command.append.streamId],
        () => outcomes.settle(command),
        (outcome) => (outcome.status === "remembered" ? "an outcome is remembered" : tell([command.append], [outcome])),
      ),
    forget: (before) => outcomes.forget(before),
  };
}

/** Snapshots as a process sees them: some are corrupt, and some get lost. */
export function linkedSnapshots(link: Link, { snapshots }: Server, nextFault: () => SnapshotFault): SnapshotStore {
  return {
    async load(streamId, key): Promise<Snapshot | undefined> {
      const fault = nextFault();
      const saved = await link.read(() => snapshots.load(streamId, key), fault === "fails" ? "fails" : "none");
      return saved !== undefined && fault === "corrupt" ? { ...saved, state: { balance: "much" } } : saved;
    },
    save: (streamId, key, snapshot) => {
      const fault = nextFault();
      return link.read(() => snapshots.save(streamId, key, snapshot), fault === "fails" ? "fails" : "none");
    },
  };
}

function tell(appends: readonly Append[], outcomes: readonly AppendOutcome[]): string {
  return appends
    .map(({ streamId, expectedVersion, events, appendId }, index) => {
      const types = events.map(({ type, metadata }) => `${type} of ${metadata.actor}`).join(", ");
      const { status, version } = outcomes[index] ?? {};
      const id = appendId === undefined ? "" : ` id ${appendId.slice(-2)}`;
      return `${streamId} at ${expectedVersion}${id} [${types}] → ${status}, version ${version}`;
    })
    .join("; ");
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}
