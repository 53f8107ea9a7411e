import { randomInt } from "node:crypto";
import {
  type CommandHandlerOptions,
  ConflictError,
  createCommandHandler,
  type HandleCommand,
  uuidv7,
  wait,
} from "@factum/core";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@factum/testing/pg";
import type { Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import {
  account,
  close,
  deposit,
  open,
  overdraw,
  overdrawBy,
  transfer,
  transferOf,
  withdraw,
} from "./test-support/account.js";
import { allEvents, balanceIn, eventsOf, lowestAndTotal } from "./test-support/account-history.js";
import { logFaults } from "./test-support/log-faults.js";
import { OutrunStore, RecordingStore, UnconfirmingStore } from "./test-support/recording-store.js";
import { testPool } from "./test-support/test-pool.js";

/** Enough to hit commands in all that they do. */
const MAX_KILLS = 60;

describe("commands of two processes on Postgres", () => {
  let server: EmbeddedPostgres;
  let log = "";
  let schema: string;
  let stores: PgStore[];
  let admin: Pool;
  let schemas = 0;

  beforeAll(async () => {
    // Deadlocks are found before a lock timeout hides them.
    const onLog = (text: string) => {
      log += text;
    };
    server = await startEmbeddedPostgres({ settings: { deadlock_timeout: "5ms" }, onLog });
    admin = testPool({ connectionString: server.connectionString, max: 2 });
  });
  beforeEach(async () => {
    log = "";
    schema = `commands_${++schemas}`;
    stores = [await openProcess(), await openProcess()];
    return async () => {
      expect(await logFaults(admin, schema)).toEqual([]);
      await Promise.all(stores.map((store) => store.close()));
    };
  });
  afterAll(async () => {
    await admin?.end();
    await server?.stop();
  });

  describe("a refusal", () => {
    it("that rests on cached state is confirmed before it is answered", async () => {
      const recording = new RecordingStore(storeOf(0).events);
      const [one, other] = [createCommandHandler({ store: recording }), handlerOf(1)];
      expect(await one(account, "a", withdraw(3))).toMatchObject({ accepted: false, version: 0 });
      await other(account, "a", deposit(5));

      recording.appends.length = 0;
      expect(await one(account, "a", withdraw(3))).toMatchObject({ accepted: true, version: 2 });
      expect(recording.appends.map(({ expectedVersion, events }) => [expectedVersion, events.length])).toEqual([
        [0, 0],
        [1, 1],
      ]);

      await other(account, "a", deposit(1));
      const refused = await one(account, "a", withdraw(9));
      expect(refused).toMatchObject({ accepted: false, rejection: { data: { balance: 3 } }, version: 3 });
    });

    it("would tell what was true once if nobody confirmed it (the control)", async () => {
      const unconfirming = createCommandHandler({ store: new UnconfirmingStore(storeOf(0).events) });
      await unconfirming(account, "a", withdraw(3));
      await handlerOf(1)(account, "a", deposit(5));
      const refused = await unconfirming(account, "a", withdraw(3));
      expect(refused).toMatchObject({ accepted: false, rejection: { data: { balance: 0 } }, version: 0 });
    });

    it("and nothing to do are two answers that are confirmed alike", async () => {
      const [one, other] = [handlerOf(0), handlerOf(1)];
      await one(account, "a", close);
      await other(account, "a", open);
      expect(await one(account, "a", close)).toMatchObject({ events: [{ type: "Closed" }], version: 3 });
    });
  });

  describe("a command with an id", () => {
    it("that was accepted is told so by the other process, and after a restart", async () => {
      const options = { commandId: uuidv7() };
      const first = await handlerOf(0)(account, "a", deposit(5), options);
      await handlerOf(0)(account, "a", withdraw(5));
      expect(await handlerOf(1)(account, "a", deposit(5), options)).toEqual(first);
      // It would be refused now, and it may have been sent with the version that it was accepted on.
      expect(await handlerOf(1)(account, "a", withdraw(5), { ...options, expectedVersion: 0 })).toEqual(first);
      await storeOf(0).close();
      stores[0] = await openProcess();
      expect(await handlerOf(0)(account, "a", deposit(5), options)).toEqual(first);
      expect(await eventsOf(storeOf(1).events, "a")).toHaveLength(2);
    });

    it("is accepted once, however many attempts are made at the same time in both", async () => {
      const options = { commandId: uuidv7() };
      // Half of them in one handler each, where they meet in its queue, half of them in handlers of their own.
      const handlers = [handlerOf(0), handlerOf(1)];
      const attempts = Array.from({ length: 32 }, (_, n) => {
        const handle = n < 16 ? (handlers[n % 2] as HandleCommand) : handlerOf(n % 2);
        return handle(account, "a", deposit(5), options);
      });
      const outcomes = await Promise.all(attempts);
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      expect(await eventsOf(storeOf(1).events, "a")).toHaveLength(1);
    });

    it("for two streams is accepted once in both", async () => {
      await handlerOf(0)(account, "a", deposit(5));
      const options = { commandId: uuidv7() };
      const ids = { from: "a", to: "b" };
      const attempts = Array.from({ length: 16 }, (_, n) =>
        handlerOf(n % 2).together(transfer, ids, transferOf(3), options),
      );
      const outcomes = await Promise.all(attempts);
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      expect([await balanceOf("a"), await balanceOf("b")]).toEqual([2, 3]);
    });

    it("is told its first refusal too, where outcomes are remembered", async () => {
      const options = { commandId: uuidv7() };
      const handlers = [0, 1].map((process) => handlerOf(process, { rememberOutcomes: storeOf(process).outcomes }));
      const attempts = Array.from({ length: 16 }, async (_, n) => {
        const outcome = await handlers[n % 2]?.(account, "a", withdraw(5), options);
        await handlers[n % 2]?.(account, "a", deposit(5));
        return outcome;
      });
      const outcomes = await Promise.all(attempts);
      for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      expect(await handlers[0]?.(account, "a", withdraw(5), options)).toEqual(outcomes[0]);
      expect(await balanceOf("a")).toBe(outcomes[0]?.accepted === true ? 75 : 80);
    });
  });

  it("64 on one stream are all accepted, each on the state that the one before led to", async () => {
    const handlers = [handlerOf(0), handlerOf(1)];
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, async (_, n) => handlers[n % 2]?.(account, "a", n % 4 < 2 ? deposit(2) : deposit(1))),
    );
    const versions = outcomes.map((outcome) => outcome?.version ?? 0).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 64 }, (_, n) => n + 1));
    expect(await balanceOf("a")).toBe(96);
  });

  it("that somebody is always faster than are stored all the same: in the end they wait in line", async () => {
    const conflicted = vi.fn();
    const store = new OutrunStore(storeOf(0).events, () => handlerOf(1)(account, "a", deposit(1)));
    const handle = createCommandHandler({ store, observer: { conflicted } });
    for (let n = 1; n <= 3; n++) {
      expect(await handle(account, "a", deposit(10))).toMatchObject({ accepted: true, version: 9 * n });
      expect(conflicted).toHaveBeenCalledTimes(8 * n);
    }
  });

  it("that somebody is always faster than are never stored if they do not wait in line (the control)", async () => {
    const store = new OutrunStore(storeOf(0).events, () => handlerOf(1)(account, "a", deposit(1)));
    const retry = { holdAfter: Number.POSITIVE_INFINITY, maxAttempts: 20 };
    const handle = createCommandHandler({ store, retry });
    await expect(handle(account, "a", deposit(10))).rejects.toThrow(ConflictError);
  });

  it("lose nothing that was acknowledged and double nothing when their connections are killed", async () => {
    // The second one waits in line from its first conflict on.
    const handlers = [handlerOf(0), handlerOf(1, { retry: { holdAfter: 1 } })];
    const ids = ["a", "b", "c", "d"];
    for (const id of ids) await handlerOf(0)(account, id, deposit(1_000));
    const acknowledged = new Map<string, unknown>();
    let [killed, failed, isDone] = [0, 0, false];

    const killing = (async () => {
      for (; !isDone && killed < MAX_KILLS; await wait(randomInt(20))) killed += await killActive();
    })();
    const commanding = Array.from({ length: 16 }, async (_, caller) => {
      for (let n = 0; n < 10; n++) {
        const handle = handlers[caller % 2] as HandleCommand;
        const commandId = uuidv7();
        const [from, to] = [ids[randomInt(4)] ?? "a", ids[randomInt(4)] ?? "b"];
        // As often as it takes, with the same id: nobody knows what became of those that failed.
        while (!acknowledged.has(commandId)) {
          const attempt =
            from === to
              ? handle(account, from, deposit(1), { commandId })
              : handle.together(transfer, { from, to }, transferOf(1), { commandId });
          await attempt.then(
            (outcome) => acknowledged.set(commandId, outcome),
            () => failed++,
          );
        }
      }
    });
    await Promise.all(commanding);
    isDone = true;
    await killing;

    const accepted = new Map<string, string[]>();
    for (const { streamId, metadata } of await allEvents(storeOf(1).events)) {
      const { commandId = "" } = metadata;
      accepted.set(commandId, [...(accepted.get(commandId) ?? []), streamId]);
    }
    const doubled = [...accepted].filter(
      ([commandId, streams]) => commandId !== "" && new Set(streams).size < streams.length,
    );
    expect(doubled).toEqual([]);
    expect([...acknowledged.keys()].filter((commandId) => !accepted.has(commandId))).toEqual([]);
    expect(acknowledged.size).toBe(160);
    const deposits = [...accepted].filter(([commandId, streams]) => commandId !== "" && streams.length === 1).length;
    const balances = await Promise.all(ids.map((id) => balanceOf(id)));
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(4_000 + deposits);
    // Else nothing was shown.
    expect(killed).toBeGreaterThan(0);
    console.info(`command-handling: ${killed} connections killed, ${failed} attempts failed`);
  });

  it("that concern two streams never deadlock, and what the accounts hold together stays the same", async () => {
    const ids = ["a", "b", "c", "d"];
    for (const id of ids) await handlerOf(0)(account, id, deposit(10));
    const handlers = [handlerOf(0), handlerOf(1)];
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, async (_, caller) => {
        const accepted: boolean[] = [];
        for (let n = 0; n < 15; n++) {
          const [from, distance] = [randomInt(4), 1 + randomInt(3)];
          const parts = { from: ids[from] ?? "", to: ids[(from + distance) % 4] ?? "" };
          const outcome = await handlers[caller % 2]?.together(transfer, parts, transferOf(1 + randomInt(12)));
          accepted.push(outcome?.accepted === true);
        }
        return accepted;
      }),
    );
    const accepted = outcomes.flat().filter((one) => one).length;
    expect(await lowestAndTotal(storeOf(1).events)).toEqual({ lowest: 0, total: 40 });
    expect((await allEvents(storeOf(1).events)).length).toBe(4 + 2 * accepted);
    expect(log.split("deadlock detected").length - 1).toBe(0);
    // Else nothing was shown.
    expect(accepted).toBeGreaterThan(20);
    expect(accepted).toBeLessThan(180);
  });

  it("that rest on two streams and write one of them do not break the rule between them", async () => {
    const handlers = [handlerOf(0), handlerOf(1)];
    for (let round = 0; round < 20; round++) {
      const [a, b] = [`a${round}`, `b${round}`];
      for (const [n, id] of [a, b].entries()) await handlers[n]?.(account, id, deposit(50));
      const outcomes = await Promise.all([
        handlers[0]?.together(overdraw, { from: a, to: b }, overdrawBy(60)),
        handlers[1]?.together(overdraw, { from: b, to: a }, overdrawBy(60)),
      ]);
      expect(outcomes.filter((outcome) => outcome?.accepted)).toHaveLength(1);
      expect((await balanceOf(a)) + (await balanceOf(b))).toBe(40);
    }
  });

  function openProcess(): Promise<PgStore> {
    // A pool of its own, whose connections may be cut.
    return openPg({ connectionString: server.connectionString, schema, maxConnections: 4, applicationName: schema });
  }

  function storeOf(process: number): PgStore {
    return stores[process] as PgStore;
  }

  /** A process begins: it has nothing in memory. */
  function handlerOf(process: number, options: Partial<CommandHandlerOptions> = {}): HandleCommand {
    return createCommandHandler({ store: storeOf(process).events, ...options });
  }

  function balanceOf(id: string): Promise<number> {
    return balanceIn(storeOf(1).events, id);
  }

  /** Kills what both processes have under way; returns how many connections that were. */
  async function killActive(): Promise<number> {
    const { rowCount } = await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and state = 'active'",
      [schema],
    );
    return rowCount ?? 0;
  }
});
