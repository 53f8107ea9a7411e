import { randomInt, randomUUID } from "node:crypto";
import { type Append, CommitUnknownError } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg } from "../connect/open-pg.js";
import { isNobodysFault } from "../errors/is-nobodys-fault.js";
import { isConnectionLoss } from "../errors/pg-errors.js";
import { CHAINS, chainFaults } from "../test-support/chain-model.js";
import { anyMoved, anyPlace } from "../test-support/chaos/chaos-events.js";
import { type InlineApp, startInlineApp } from "../test-support/inline-app.js";
import { logFaults } from "../test-support/log-faults.js";
import { replaceOnce } from "../test-support/replace-once.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { sqlFile } from "../values/sql-file.js";

const STEPS = stressSize(40, 1_000);
const ROUNDS = stressSize(3, 100);
const CALLERS = 6;

describe("under appends of several processes", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it("that are cut off, withdrawn and repeated, while processes come and go that do not know an inline read model, and while it is rebuilt, its rows are those of a plain fold in the order of positions", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const { faults, seen } = await run(database.freshSchema());
    console.info(`inline: ${JSON.stringify(seen)}`);
    expect(faults).toEqual([]);
    // Else nothing was in the middle of anything.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
  });

  it("rows are wrong if they are not locked before positions are taken (control)", {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const schema = database.freshSchema();
    const lock = "perform pg_advisory_xact_lock(";
    await (await openPg({ connectionString: database.connectionString, schema })).close();
    const { faults } = await run(
      schema,
      replaceOnce(sqlFile("inline/begin-inline.sql", schema), lock, "perform least("),
    );
    expect(faults.length).toBeGreaterThan(0);
  });

  /** @param sql run before anything else; then nobody is cut off and no stranger comes */
  async function run(schema: string, sql?: string) {
    const options = { connectionString: database.connectionString, schema, applicationName: schema };
    const apps = [CHAINS, CHAINS].map((model) => startInlineApp({ ...options, readModels: [model] }));
    const [one, other] = (await Promise.all(apps)) as [InlineApp, InlineApp];
    const { store } = one;
    const seen = { stored: 0, repeated: 0, withdrawn: 0, cut: 0, fed: 0, inline: 0, rebuilt: 0 };
    let isOver = false;
    if (sql !== undefined) await store.pool.query(sql);

    const call = async ({ store: { events } }: InlineApp) => {
      for (let step = 0; step < STEPS || !isOver; step++) {
        const appends = anyAppends();
        const signal = randomInt(20) === 0 ? AbortSignal.timeout(randomInt(3)) : undefined;
        try {
          for (let repeat = randomInt(10) === 0 ? 2 : 1; repeat > 0; repeat--) {
            const outcomes = await events.appendAll(appends, signal === undefined ? {} : { signal });
            seen[outcomes[0]?.status === "duplicate" ? "repeated" : "stored"]++;
          }
        } catch (error) {
          if (signal?.aborted === true) seen.withdrawn++;
          else if (!(error instanceof CommitUnknownError) && !isNobodysFault(error)) throw error;
        }
      }
    };
    const whatIs = () => whenever(() => store.readModels.builds(CHAINS));
    const switchOver = async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const stranger = await openPg({ connectionString: database.connectionString, schema });
        await stranger.events.appendAll(anyAppends());
        if ((await whatIs()).inline === undefined) seen.fed++;
        await stranger.close();
        while ((await whatIs()).inline === undefined);
        seen.inline++;
        const build = await whenever(() => store.readModels.startBuild(CHAINS));
        // One round in three a stranger comes in the middle of it.
        while (round % 3 !== 2 && (await whatIs()).live < build);
        seen.rebuilt++;
      }
    };
    const cut = async () => {
      while (!isOver) {
        await whenever(() => store.pool.query("select pg_sleep(0.1)"));
        seen.cut += (await whenever(() => store.pool.query(CUT, [schema]))).rowCount ?? 0;
      }
    };
    const background = sql === undefined ? switchOver() : Promise.resolve();
    const callers = [one, other].flatMap((app) => Array.from({ length: CALLERS }, () => call(app)));
    await Promise.all([...callers, background.finally(() => (isOver = true)), ...(sql === undefined ? [cut()] : [])]);

    const last = await whenever(() => store.events.safePosition());
    for (const { listeners } of [one, other]) await listeners?.waitFor(last, { timeoutMs: 60_000 });
    const faults = [...(await chainFaults(store)), ...(await logFaults(store.pool, schema))];
    await Promise.all([one.stop(), other.stop()]);
    return { faults, seen };
  }
});

/** One that has an append under way, of this application. */
const CUT = `
  select pg_terminate_backend(pid) from pg_stat_activity
   where application_name = $1 and pid <> pg_backend_pid() and query not like '%pg_sleep%' and state <> 'idle'
   order by random() limit 1`;

/** What comes of it when it is not cut off. */
async function whenever<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isNobodysFault(error) && !isConnectionLoss(error)) throw error;
    }
  }
}

function anyAppends(): Append[] {
  return Array.from({ length: 1 + randomInt(3) }, () => ({
    streamId: anyPlace(),
    expectedVersion: "any",
    appendId: randomUUID(),
    events: Array.from({ length: 1 + randomInt(3) }, () => anyMoved(false)),
  }));
}
