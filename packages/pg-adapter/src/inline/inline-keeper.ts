import { categoryOf, nameOfTable, type ReadModel, wait } from "@factum/core";
import type { Pool } from "pg";
import type { EncodedAppend } from "../append/encoded-append.js";
import { isNobodysFault } from "../errors/is-nobodys-fault.js";
import { prepareReadModel } from "../read-models/prepare-read-model.js";
import type { NamedReadModel } from "../read-models/read-builds.js";
import { type ActiveModel, activeModels } from "./active-models.js";
import { ceaseInline } from "./cease-inline.js";
import { type InlineModel, inlineModel } from "./inline-model.js";
import { InlineSwitchError } from "./inline-switch-error.js";
import { makeInline } from "./make-inline.js";
import { HEARTBEAT_MS, ProcessRegistration } from "./process-registration.js";
import { plansFor, type WrittenModel } from "./row-plan.js";

export interface InlineKeeperOptions {
  readonly pool: Pool;
  readonly schema: string;
  /** The read models that this process knows; those that are not declared inline are left alone. */
  readonly readModels?: readonly ReadModel[];
  /** How long an append waits for a read model to become a listener's, in milliseconds. Default 10,000. */
  readonly patienceMs?: number;
  /** Told when listeners have to look anew what there is to run. */
  readonly notify?: () => void;
  /** Told of what goes wrong in the background; it is tried again. */
  readonly onError?: (error: unknown) => void;
}

/** How soon a read model that is not inline yet is looked at again, in milliseconds. */
const FIRST_LOOK_MS = 50;
const LAST_LOOK_MS = 5_000;
/** Pauses between attempts to be alone with the log, so that appends get their turn. */
const CEASE_PAUSE_MS = 200;
/** Somebody may have appended in a transaction that he leaves open. */
const PATIENCE_MS = 10_000;

/**
 * What this process has to do with inline read models: it knows some, tells others so, makes them inline when all who append know
 * them, and turns back into a listener's what it does not know itself.
 *
 * What is inline is kept here as it was when last looked at. Nothing rests on that: the store refuses an append that goes by
 * what is no longer so.
 */
export class InlineKeeper {
  readonly #options: InlineKeeperOptions;
  readonly #known: readonly InlineModel[];
  readonly #registration: ProcessRegistration;
  #active: readonly ActiveModel[] = [];
  #refreshing: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #pause = FIRST_LOOK_MS;
  #isRegistered = false;
  #renewedAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: InlineKeeperOptions) {
    this.#options = options;
    const inline = (options.readModels ?? []).filter((model) => model.inline === true);
    this.#known = inline.map(inlineModel);
    this.#registration = new ProcessRegistration(options.pool, options.schema, this.#known);
  }

  /**
   * Prepares the read models, and makes those inline that can be at once.
   *
   * @throws {ReadModelChangedError} when a table is there, but for other columns
   */
  async start(): Promise<void> {
    if (this.#known.length === 0) return;
    const { pool, schema } = this.#options;
    for (const { model } of this.#known) await prepareReadModel(pool, schema, model);
    this.#isRegistered = true;
    await this.#look();
    this.#schedule();
  }

  /** Ends what goes on in the background, and says that this process is gone. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    await this.#refreshing?.catch(() => {});
    if (this.#isRegistered) await this.#registration.end().catch(() => {});
  }

  /** Whether rows may have to be written with the events of these streams. */
  concerns(streamIds: readonly string[]): boolean {
    return (
      this.#active.length > 0 &&
      streamIds.some((id) => this.#active.some(({ categories }) => categories.has(categoryOf(id))))
    );
  }

  /** Those whose rows have to be written with the appends, as far as is known here; none for appends without events. */
  modelsFor(appends: readonly Events[]): readonly WrittenModel[] {
    return this.#active.filter(
      (model): model is WrittenModel => model.known !== undefined && appends.some(isFollowedBy(model.known)),
    );
  }

  /** The locks that appends take for the rows that they may write, as far as is known here. */
  locksFor(appends: readonly EncodedAppend[]): readonly number[] {
    try {
      return plansFor(this.modelsFor(appends), appends).flatMap(({ locks }) => locks);
    } catch {
      return []; // It is refused for that when it is sent.
    }
  }

  /**
   * After the store has refused an append: looks what is inline now, and turns back into listeners' what this process does not
   * know, so that the append can be sent again.
   *
   * @throws {InlineSwitchError} if somebody's open transaction kept it from that
   * @throws {PgUnavailableError} or {PgStoreError}
   */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Makes the build that is being made of an inline read model the live one, if it is as good as there. @returns whether it did */
  async replace({ name, version }: NamedReadModel): Promise<boolean> {
    const known = this.#known.find(({ model }) => model.name === name && model.version === version);
    return known !== undefined && this.#make(known);
  }

  async #refresh(): Promise<void> {
    const { pool, schema } = this.#options;
    let active = await activeModels(pool, schema, this.#known);
    const unknown = active.filter(({ known }) => known === undefined);
    if (unknown.length > 0) {
      // First, so that nobody makes it inline again while this process lives.
      this.#isRegistered = true;
      await this.#renew();
      for (const model of unknown) await this.#cease(model);
      active = await activeModels(pool, schema, this.#known);
    }
    this.#active = active;
    this.#pause = FIRST_LOOK_MS;
    this.#schedule();
  }

  async #cease(model: NamedReadModel): Promise<void> {
    const { pool, schema, notify, patienceMs = PATIENCE_MS } = this.#options;
    const end = performance.now() + patienceMs;
    while (!(await ceaseInline(pool, schema, model))) {
      if (performance.now() > end) throw new InlineSwitchError(nameOfTable(model), patienceMs);
      await wait(Math.random() * CEASE_PAUSE_MS);
    }
    notify?.();
  }

  async #make(known: InlineModel): Promise<boolean> {
    const { pool, schema, notify } = this.#options;
    try {
      if (!(await makeInline(pool, schema, known))) return false;
    } catch (error) {
      // Its listener is in the middle of a batch, say. There is a next time.
      if (isNobodysFault(error)) return false;
      throw error;
    }
    this.#active = await activeModels(pool, schema, this.#known);
    notify?.();
    return true;
  }

  async #renew(): Promise<void> {
    await this.#registration.renew();
    this.#renewedAt = performance.now();
  }

  #schedule(): void {
    if (this.#isClosed || !this.#isRegistered) return;
    clearTimeout(this.#timer);
    this.#pause = Math.min(LAST_LOOK_MS, this.#pause * 2);
    const isPending = this.#known.some(({ label }) => !this.#active.some((active) => active.label === label));
    const renewIn = Math.max(0, this.#renewedAt + HEARTBEAT_MS - performance.now());
    const next = isPending ? Math.min(this.#pause * (0.5 + Math.random()), renewIn) : renewIn;
    this.#timer = setTimeout(() => {
      this.#looking = this.#look()
        .catch((error: unknown) => {
          if (!isNobodysFault(error)) this.#options.onError?.(error);
        })
        .finally(() => this.#schedule());
    }, next);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    if (performance.now() >= this.#renewedAt + HEARTBEAT_MS) await this.#renew();
    const { pool, schema } = this.#options;
    this.#active = await activeModels(pool, schema, this.#known);
    for (const known of this.#known) if (!this.#isClosed) await this.#make(known);
  }
}

interface Events {
  readonly streamId: string;
  readonly events: readonly { readonly type: string }[];
}

function isFollowedBy({ types }: InlineModel): (append: Events) => boolean {
  return ({ streamId, events }) => {
    if (events.length === 0) return false;
    const followed = types.get(categoryOf(streamId));
    return followed !== undefined && events.some(({ type }) => followed.includes(type));
  };
}
