import { randomUUID } from "node:crypto";
import {
  type Lease,
  type ListenerDeclaration,
  type ListenerFailure,
  MemoryEventStore,
  MemoryListenerStore,
  MemoryReadModelStore,
  type ReadModel,
  type ReadModelTables,
} from "@factum/core";
import type { SafePositionHolder } from "@factum/pg-adapter";
import type { ListenerDesk } from "../src/verbs/listeners/listener-desk.js";

export const TRAINING_LIST: ReadModelTables = {
  name: "training_list",
  version: 1,
  tables: [
    {
      name: "training_list",
      readModel: "training_list",
      version: 1,
      columns: [{ name: "id", type: "text", nullable: false }],
      key: ["id"],
      indexes: [],
    },
  ],
};

/** A store in memory, what an operator has of it, and ways to play the processes that run its listeners. */
export interface MemoryDesk extends ListenerDesk {
  readonly listeners: MemoryListenerStore;
  readonly stored: { readonly readModels: MemoryReadModelStore };
  /** How often processes were wakened. */
  readonly wakeUps: () => number;
  /** How long the oldest event behind any checkpoint has waited. */
  ageMs: number;
  readonly heldBy: SafePositionHolder[];
  /** Appends so many events to one stream. */
  append(count: number): Promise<void>;
  /** Makes a listener known, one of a read model with its table. */
  declare(name: string, more?: Partial<ListenerDeclaration>): Promise<void>;
  /** Takes its leases, as `web-1 pid 7`. */
  run(name: string, owner?: string): Promise<readonly Lease[]>;
  /** Runs it up to a position. */
  runTo(name: string, position: number): Promise<readonly Lease[]>;
  /** Has it fail, for good. */
  fail(name: string, failure?: Partial<ListenerFailure>): Promise<void>;
}

export const FAILURE: ListenerFailure = {
  message: "column due is missing",
  code: "invalid-row",
  position: 2,
  streamId: "training-7",
  eventType: "RegistrationCanceled",
  key: "training-7",
  attempts: 5,
};

/** @param inline whether appends write the training list */
export async function memoryDesk({ inline = false }: { readonly inline?: boolean } = {}): Promise<MemoryDesk> {
  const listeners = new MemoryListenerStore();
  const readModels = new MemoryReadModelStore({ listeners });
  const list: ReadModel = { ...TRAINING_LIST, title: "TrainingList", inline: true, sources: [], folds: [] };
  const events = new MemoryEventStore(inline ? { inline: { readModels: [list], store: readModels } } : {});
  const heldBy: SafePositionHolder[] = [];
  let wakeUps = 0;
  const desk: MemoryDesk = {
    events,
    control: listeners,
    readModels,
    listeners,
    stored: { readModels },
    heldBy,
    ageMs: 0,
    wakeUps: () => wakeUps,
    async holders() {
      const safePosition = await events.safePosition();
      return { safePosition, lastPosition: safePosition, holders: heldBy };
    },
    async oldestUnhandled(checkpoints, safePosition) {
      return new Map(checkpoints.flatMap((at) => (at < safePosition ? [[at, { ageMs: desk.ageMs }] as const] : [])));
    },
    async wake() {
      wakeUps++;
    },
    async append(count) {
      const event = () => ({ eventId: randomUUID(), type: "Happened", schemaVersion: 1, data: { n: 1 }, metadata: {} });
      await events.append({
        streamId: "training-7",
        expectedVersion: "any",
        events: Array.from({ length: count }, event),
      });
    },
    async declare(name, more = {}) {
      if (name.startsWith("training_list_v1")) await readModels.prepare(TRAINING_LIST);
      await listeners.declare({ name, kind: "read-model", shards: 1, tables: [name], ...more });
    },
    run: (name, owner = "web-1 pid 7") => listeners.acquire({ listeners: [name], owner, ttlMs: 60_000 }),
    async runTo(name, position) {
      const leases = await desk.run(name);
      for (const lease of leases) {
        await listeners.advance({ lease, from: lease.position, to: position, parked: [], replayed: [] });
      }
      return leases;
    },
    async fail(name, failure = {}) {
      const [lease] = await desk.run(name);
      if (lease === undefined) throw new Error(`${name} is run by somebody`);
      await listeners.pauseFailed(lease, { ...FAILURE, ...failure });
    },
  };
  return desk;
}
