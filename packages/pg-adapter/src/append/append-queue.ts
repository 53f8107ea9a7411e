import { type Append, type AppendOptions, type AppendOutcome, uuidv7, wait } from "@factum/core";
import type { Pool } from "pg";
import { DEFAULT_PATIENCE, type DeliveryOptions, deliver, type Patience } from "./deliver.js";
import { encodeAppend } from "./encoded-append.js";
import { Lanes } from "./lanes.js";
import { QueuedGroup } from "./queued-group.js";

/** What one call carries at most. A call holds its streams until it has committed, so more is not always better. */
const MAX_GROUPS = 512;
const MAX_EVENTS = 5_000;
const MAX_CHARACTERS = 8_000_000;
/** How long a call waits for a stream that somebody's open transaction holds, before its appends get a lane of their own. */
const BATCH_WAIT_MS = 50;
/** The same within a lane, where nobody else waits behind it. */
const LANE_WAIT_MS = 1_000;
/** The same where somebody may: other lanes, or whoever appends to the other streams of a group. Then it pauses. */
const LANE_TRY_MS = 20;
const LANE_PAUSE_MS = 40;

/**
 * Sends appends to Postgres, one call at a time: what arrives while a call is under way goes with the next one.
 *
 * There is no timer: the first append of an idle store is sent at once, and the busier the store, the more appends share a
 * round trip, a transaction and a flush of the log.
 */
export class AppendQueue {
  readonly #target: Pick<DeliveryOptions, "pool" | "schema" | "statements" | "patience">;
  readonly #lanes: Lanes;
  #waiting: QueuedGroup[] = [];
  #sending: Promise<void> | undefined;

  constructor(pool: Pool, schema: string, patience: Partial<Patience> = {}) {
    this.#target = { pool, schema, statements: { prepared: true }, patience: { ...DEFAULT_PATIENCE, ...patience } };
    // Lanes wait while they hold a connection; half of them are left for everybody else.
    this.#lanes = new Lanes(Math.max(1, Math.floor((pool.options.max ?? 10) / 2)), (groups, isAlone) =>
      this.#sendLane(groups, isAlone),
    );
  }

  /** Adds appends that pass or fail together; `assertAppends` has passed them. */
  async add(appends: readonly Append[], { signal }: AppendOptions = {}): Promise<readonly AppendOutcome[]> {
    signal?.throwIfAborted();
    const encoded = appends.map((append) => encodeAppend(withAppendId(append)));
    const group = new QueuedGroup(encoded, {
      givenIds: appends.map(({ appendId }) => appendId !== undefined),
      signal,
      withdraw: (withdrawn) => this.#withdraw(withdrawn),
    });
    this.#waiting.push(group);
    this.#sending ??= this.#sendAll();
    return group.outcome;
  }

  async #sendAll(): Promise<void> {
    // After this turn of the event loop, so that appends issued together go together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      await this.#deliver(this.#takeBatch(), {
        lockWaitMs: BATCH_WAIT_MS,
        divert: (group) => this.#lanes.take(group),
        onHeld: (groups, held) => this.#lanes.add(groups, held),
      });
    }
    this.#sending = undefined;
  }

  #takeBatch(): QueuedGroup[] {
    const batch: QueuedGroup[] = [];
    let events = 0;
    let size = 0;
    for (const group of this.#waiting) {
      const isFull =
        batch.length >= MAX_GROUPS || events + group.events > MAX_EVENTS || size + group.size > MAX_CHARACTERS;
      if (isFull && batch.length > 0) break;
      batch.push(group);
      events += group.events;
      size += group.size;
    }
    this.#waiting = this.#waiting.slice(batch.length);
    return batch;
  }

  async #sendLane(groups: readonly QueuedGroup[], isAlone: boolean): Promise<readonly QueuedGroup[]> {
    const stillHeld: QueuedGroup[] = [];
    const [first] = groups;
    // While a group over several streams waits for one, it holds those before it; and the only connection is everybody's.
    const isPatient =
      isAlone &&
      this.#target.pool.options.max > 1 &&
      groups.every(({ streamIds }) => streamIds.every((id) => id === first?.streamIds[0]));
    await this.#deliver(groups, {
      lockWaitMs: isPatient ? LANE_WAIT_MS : LANE_TRY_MS,
      divert: () => false,
      onHeld: (held) => stillHeld.push(...held),
    });
    if (!isPatient && stillHeld.length > 0) await wait(Math.random() * LANE_PAUSE_MS);
    return stillHeld;
  }

  /** Whatever goes wrong, nobody waits for ever, and the queue goes on. */
  async #deliver(
    groups: readonly QueuedGroup[],
    how: Pick<DeliveryOptions, "lockWaitMs" | "divert" | "onHeld">,
  ): Promise<void> {
    try {
      await deliver(groups, { ...this.#target, ...how });
    } catch (error) {
      for (const group of groups) if (!group.settled) group.fail(error);
    }
  }

  #withdraw(group: QueuedGroup): boolean {
    const index = this.#waiting.indexOf(group);
    if (index === -1) return this.#lanes.withdraw(group);
    this.#waiting.splice(index, 1);
    return true;
  }
}

/** An append that names no exact version gets an id, so that it can be sent again after a connection broke under way. */
function withAppendId(append: Append): Append {
  const isExact = typeof append.expectedVersion === "number" || append.expectedVersion === "no-stream";
  if (isExact || append.appendId !== undefined || append.events.length === 0) return append;
  return { ...append, appendId: uuidv7() };
}
