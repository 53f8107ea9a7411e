import { type Append, type AppendOptions, type AppendOutcome, wait } from "@factum/core";
import type { Pool } from "pg";
import { addressesOf } from "../inline/held-rows.js";
import type { InlineKeeper } from "../inline/inline-keeper.js";
import { DEFAULT_PATIENCE, type DeliveryOptions, deliver, type Patience } from "./deliver.js";
import { Lanes } from "./lanes.js";
import { type PreparedAppends, preparedAppends } from "./prepared-appends.js";
import { QueuedGroup } from "./queued-group.js";
import { WaitingGroups } from "./waiting-groups.js";

/** Calls under way at the same time: while Postgres performs one, the next is encoded. More than two gained nothing (ADR 10). */
const MAX_CALLS = 2;
/** The same for appends that write rows of inline read models. */
const MAX_INLINE_CALLS = 1;
/** Groups that are worth a call beside another one: with fewer, what a call costs by itself outweighs the gain (ADR 10). */
const WORTH_A_CALL = 32;
/** How long a call waits for a stream that somebody's open transaction holds, before its appends get a lane of their own. */
const BATCH_WAIT_MS = 50;
/** The same within a lane, where nobody else waits behind it. */
const LANE_WAIT_MS = 1_000;
/** The same where somebody may: other lanes, or whoever appends to the other streams of a group. Then it pauses. */
const LANE_TRY_MS = 20;
const LANE_PAUSE_MS = 40;

/**
 * Sends appends to Postgres: what arrives while a call is under way goes with the next one. If much of it waits, it goes beside
 * the one that is under way, as long as the two have no stream in common.
 *
 * There is no timer: the first append of an idle store is sent at once, and the busier the store, the more appends share a
 * round trip, a transaction and a flush of the log.
 */
export class AppendQueue {
  readonly #target: Pick<DeliveryOptions, "pool" | "schema" | "inline" | "statements" | "patience">;
  readonly #lanes: Lanes;
  readonly #waiting = new WaitingGroups();
  readonly #maxCalls: number;
  #calls = 0;
  #inlineCalls = 0;
  #isAboutToSend = false;

  constructor(pool: Pool, schema: string, inline: InlineKeeper, patience: Partial<Patience> = {}) {
    this.#target = {
      pool,
      schema,
      inline,
      statements: { prepared: true },
      patience: { ...DEFAULT_PATIENCE, ...patience },
    };
    const { max = 10 } = pool.options;
    // Lanes wait while they hold a connection; half of them are left for everybody else, and one
    // of these for reads and for who holds a stream.
    const lanes = Math.max(1, Math.floor(max / 2));
    this.#lanes = new Lanes(
      lanes,
      (groups, isAlone) => this.#sendLane(groups, isAlone),
      (group) => addressesOf(inline, group),
    );
    this.#maxCalls = Math.max(1, Math.min(MAX_CALLS, max - lanes - 1));
  }

  /**
   * Adds appends that pass or fail together; `assertAppends` has passed them.
   *
   * @throws {InvalidDataError} for more than goes in one message
   */
  async add(appends: readonly Append[], { signal }: AppendOptions = {}): Promise<readonly AppendOutcome[]> {
    signal?.throwIfAborted();
    return this.#add(preparedAppends(appends), signal);
  }

  /** Sends appends again whose connection broke: nobody knows whether they are stored. */
  addUncertain(prepared: PreparedAppends): Promise<readonly AppendOutcome[]> {
    return this.#add(prepared, undefined, performance.now());
  }

  #add(
    { encoded, givenIds }: PreparedAppends,
    signal: AbortSignal | undefined,
    uncertainSince?: number,
  ): Promise<readonly AppendOutcome[]> {
    const group = new QueuedGroup(encoded, { givenIds, signal, withdraw: (withdrawn) => this.#withdraw(withdrawn) });
    group.uncertainSince = uncertainSince;
    this.#waiting.add(group);
    this.#sendSoon();
    return group.outcome;
  }

  /** When this turn of the event loop is over, so that appends issued together go together. */
  #sendSoon(): void {
    if (this.#isAboutToSend) return;
    this.#isAboutToSend = true;
    queueMicrotask(() => process.nextTick(() => this.#send()));
  }

  #send(): void {
    this.#isAboutToSend = false;
    this.#sendInline();
    for (let free = this.#maxCalls - this.#calls; free > 0; free--) {
      const count = this.#waiting.countOf(this.#isPlain);
      if (count < (this.#calls === 0 ? 1 : WORTH_A_CALL)) return;
      const shares = Math.max(1, Math.min(free, Math.floor(count / WORTH_A_CALL)));
      const groups = this.#waiting.take(Math.ceil(count / shares), this.#isPlain);
      if (groups.length === 0) return;
      this.#calls++;
      void this.#call(groups).then(() => {
        this.#calls--;
        this.#sendSoon();
      });
    }
  }

  /** Appends that write rows as well go by themselves: nobody else has to wait for these rows. */
  #sendInline(): void {
    if (this.#inlineCalls >= MAX_INLINE_CALLS) return;
    const groups = this.#waiting.take(Infinity, (group) => !this.#isPlain(group));
    if (groups.length === 0) return;
    this.#inlineCalls++;
    void this.#call(groups).then(() => {
      this.#inlineCalls--;
      this.#sendSoon();
    });
  }

  readonly #isPlain = ({ streamIds }: QueuedGroup): boolean => !this.#target.inline.concerns(streamIds);

  async #call(groups: readonly QueuedGroup[]): Promise<void> {
    await this.#deliver(groups, {
      lockWaitMs: BATCH_WAIT_MS,
      divert: (group) => this.#lanes.take(group),
      onHeld: (held, streams) => this.#lanes.add(held, streams),
    });
    this.#waiting.done(groups);
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
    return this.#waiting.withdraw(group) || this.#lanes.withdraw(group);
  }
}
