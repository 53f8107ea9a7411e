import { CommitUnknownError, type SettledCommand, uuidv7 } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { StreamHeldError } from "../errors/pg-errors.js";
import { PgOutcomeStore } from "../pg-outcome-store.js";
import { anEvent } from "../test-support/events.js";
import { holdStream } from "../test-support/held-stream.js";
import { openTwo } from "../test-support/open-two.js";
import { encodeSettle, settle } from "./settle.js";

type Two = Awaited<ReturnType<typeof openTwo>>;

describe("settling a command in Postgres", () => {
  let database: TestDatabase;
  let schema: string;
  let two: Two;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    two = await openTwo(database);
    schema = two.schema;
    return () => two.close();
  });
  afterEach(() => void vi.restoreAllMocks());
  afterAll(() => database?.stop());

  const accepted = (streamId = newStream(), appendId = uuidv7()): SettledCommand => ({
    append: { streamId, expectedVersion: 0, events: [anEvent(), anEvent()], appendId },
  });
  const rejected = (streamId = newStream(), appendId = uuidv7()): SettledCommand => ({
    append: { streamId, expectedVersion: 0, events: [], appendId },
    outcome: { rejection: "Full" },
  });
  const both = [
    ["accepted", accepted],
    ["rejected", rejected],
  ] as const;

  it.each(both)("takes one round trip if it is %s", async (_, command) => {
    await two.one.outcomes.settle(command());
    const query = vi.spyOn(pg.Client.prototype, "query");
    await two.one.outcomes.settle(command());
    expect(query.mock.calls).toHaveLength(1);
  });

  it("tells listeners of events, and of nothing else", async () => {
    const notifier = { notify: vi.fn(), subscribe: () => () => {} };
    const outcomes = new PgOutcomeStore({ pool: two.one.pool, schema, notifier });
    const command = accepted();
    await outcomes.settle(command);
    await outcomes.settle(command);
    await outcomes.settle(rejected());
    await outcomes.settle(accepted(command.append.streamId));
    expect(notifier.notify).toHaveBeenCalledTimes(1);
  });

  describe.each(both)("that is %s", (_, command) => {
    it("sees what another transaction has settled that it had to wait for", async () => {
      for (const other of [accepted, rejected]) {
        const { append, outcome } = other();
        const client = await two.other.pool.connect();
        await client.query("begin");
        await settle(client, schema, encodeSettle({ append, ...(outcome && { outcome }) }, uuidv7()), 1_000);
        const settling = two.one.outcomes.settle(command(append.streamId, append.appendId));
        await waiting();
        await client.query("commit");
        client.release();
        const told = outcome === undefined ? { status: "duplicate", version: 2 } : { status: "remembered", outcome };
        expect(await settling).toMatchObject(told);
      }
    });

    it("is settled if the other transaction is rolled back", async () => {
      const other = rejected();
      const client = await two.other.pool.connect();
      await client.query("begin");
      await settle(client, schema, encodeSettle(other, uuidv7()), 1_000);
      const settling = two.one.outcomes.settle(command(other.append.streamId, other.append.appendId));
      await waiting();
      await client.query("rollback");
      client.release();
      expect(await settling).toMatchObject({ status: "stored" });
    });

    it("is stored by the call whose answers were lost, and by no other", async () => {
      const query = losing("answers", 3);
      const interruptions = vi.fn();
      two.one.events.onInterruption?.(interruptions);
      const own = command();
      const result = await two.one.outcomes.settle(own);
      query.mockRestore();
      expect(interruptions).toHaveBeenCalledTimes(3);
      expect(result).toMatchObject({ status: "stored", version: own.append.events.length });
      expect(await two.one.outcomes.settle(own)).toMatchObject({
        status: own.outcome === undefined ? "duplicate" : "remembered",
      });
      expect(await two.one.events.readBatch({ after: 0, upTo: 9, limit: 9 })).toHaveLength(own.append.events.length);
    });

    it("is told what another call came to that was faster, though its own connection broke", async () => {
      for (const other of [accepted, rejected]) {
        const first = other();
        const query = losing("questions", 1, () => two.other.outcomes.settle(first));
        const result = await two.one.outcomes.settle(command(first.append.streamId, first.append.appendId));
        query.mockRestore();
        expect(result.status).toBe(first.outcome === undefined ? "duplicate" : "remembered");
      }
    });

    it("ends as of unknown fate if no answer arrives at all, and can then be settled again", async () => {
      const impatient = new PgOutcomeStore({ pool: two.one.pool, schema, patience: { uncertainMs: 50 } });
      const query = losing("answers", Number.POSITIVE_INFINITY);
      const own = command();
      const settling = impatient.settle(own);
      await expect(settling).rejects.toBeInstanceOf(CommitUnknownError);
      await expect(settling).rejects.toMatchObject({
        streamIds: [own.append.streamId],
        eventIds: own.append.events.map(({ eventId }) => eventId),
      });
      query.mockRestore();
      expect((await impatient.settle(own)).status).toMatch(/duplicate|remembered/);
    });

    it("ends as of unknown fate if its stream is held, once its answer was lost", async () => {
      const impatient = new PgOutcomeStore({ pool: two.one.pool, schema, patience: { heldMs: 100 } });
      const own = command();
      let holder: Awaited<ReturnType<typeof holdStream>> | undefined;
      const query = losing("answers", 1, async () => {
        query.mockRestore();
        holder = await holdStream(database.connectionString, schema, own.append.streamId);
      });
      await expect(impatient.settle(own)).rejects.toBeInstanceOf(CommitUnknownError);
      await holder?.release();
    });

    it("gives up on a stream that is held too long, and says so", async () => {
      const impatient = new PgOutcomeStore({ pool: two.one.pool, schema, patience: { heldMs: 100 } });
      const own = command();
      const holder = await holdStream(database.connectionString, schema, own.append.streamId);
      await expect(impatient.settle(own)).rejects.toBeInstanceOf(StreamHeldError);
      await holder.release();
      expect(await impatient.settle(own)).toMatchObject({ status: "stored" });
    });
  });

  it("keeps nobody else waiting while a stream is held", { timeout: 10_000 }, async () => {
    const held = newStream();
    const holder = await holdStream(database.connectionString, schema, held);
    const settling = Array.from({ length: 20 }, () => two.one.outcomes.settle(rejected(held)));
    // If these waited for the holder, they would wait for ever.
    for (let round = 0; round < 5; round++) {
      await two.one.outcomes.settle(accepted());
      await two.one.events.append({ streamId: newStream(), expectedVersion: 0, events: [anEvent()] });
    }
    await holder.release();
    expect((await Promise.all(settling)).map(({ status }) => status)).toEqual(settling.map(() => "stored"));
  });

  it.each(["repeatable read", "serializable"])("is refused under %s", async (level) => {
    const client = await two.one.pool.connect();
    await client.query(`begin isolation level ${level}`);
    const call = settle(client, schema, encodeSettle(rejected(), uuidv7()), 50);
    await expect(call).rejects.toMatchObject({ code: "ZF002" });
    await client.query("rollback");
    client.release();
  });

  it.each<[string, string]>([
    ["no stream", "null, 0, C, '{}', '{}', '{}', '{}', '{}', '{}', C"],
    ["no version", "'a-1', null, C, '{}', '{}', '{}', '{}', '{}', '{}', C"],
    ["a version that is not exact", "'a-1', -1, C, '{}', '{}', '{}', '{}', '{}', '{}', C"],
    ["no command", "'a-1', 0, null, '{}', '{}', '{}', '{}', '{}', '{}', C"],
    ["no name of the call", "'a-1', 0, C, '{}', '{}', '{}', '{}', '{}', '{}', null"],
    ["neither events nor an outcome", "'a-1', 0, C, '{}', '{}', '{}', '{}', '{}', null, C"],
    ["no array of events", "'a-1', 0, C, null, null, null, null, null, null, C"],
    ["an outcome beside events", "'a-1', 0, C, array[C], '{T}', '{1}', '{\"{}\"}', '{\"{}\"}', '{}', C"],
    ["fewer types than events", "'a-1', 0, C, array[C], '{}', '{1}', '{\"{}\"}', '{\"{}\"}', null, C"],
  ])("is refused when its parameters do not fit each other: %s", async (_, parameters) => {
    const text = `select ${schema}.settle_1(${parameters.replaceAll("C", "gen_random_uuid()")}, 50)`;
    await expect(two.one.pool.query(text)).rejects.toMatchObject({ code: "ZF005" });
    const { rows } = await two.one.pool.query(`select from ${schema}.streams`);
    expect(rows).toEqual([]);
  });

  function newStream(): string {
    return `a-${uuidv7()}`;
  }

  /** Resolves as soon as a call of the function waits for a lock. */
  async function waiting(): Promise<void> {
    await vi.waitFor(
      async () => {
        const { rows } = await two.other.pool.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and query like '%${schema}%settle_1%'`,
        );
        expect(rows).toHaveLength(1);
      },
      { timeout: 10_000, interval: 2 },
    );
  }

  /**
   * Has the connection break so many times: before the call reaches the server, or after it was committed.
   *
   * @param meanwhile what somebody else does before the first call is sent again
   */
  function losing(what: "questions" | "answers", times: number, meanwhile: () => Promise<unknown> = async () => {}) {
    const original = pg.Client.prototype.query;
    let lost = 0;
    const losingQuery: unknown = async function (this: pg.Client, ...args: unknown[]) {
      const isLost = JSON.stringify(args[0]).includes("settle_1") && lost < times;
      if (isLost) lost++;
      const isFirst = isLost && lost === 1;
      const result: unknown = isLost && what === "questions" ? undefined : await Reflect.apply(original, this, args);
      if (isFirst) await meanwhile();
      if (isLost) throw Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      return result;
    };
    return vi.spyOn(pg.Client.prototype, "query").mockImplementation(losingQuery as never);
  }
});
