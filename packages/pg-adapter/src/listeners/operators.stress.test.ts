import { type Lease, NoBuildError, nameOfBuild, UnknownListenerError, wait } from "@factum/core";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { aTable, modelOf } from "../test-support/kept-table.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";

const OWNERS = 6;
const ROUNDS = stressSize(150, 4_000);

/** How many rounds owners make between two things that an operator does. */
const ROUNDS_BETWEEN = 6;

const TTL_MS = 60_000;

/** Its only row says how many steps were made; the oracle is that it always says what the checkpoint says. */
const TABLE = aTable("steps", { id: "text", n: "integer" }, ["id"]);
const MODEL = modelOf(TABLE);

describe(`${OWNERS} owners who take each other's leases, while operators are at work`, () => {
  let server: EmbeddedPostgres;
  let log = "";
  beforeAll(async () => {
    // Deadlocks are found before a timeout hides them.
    server = await startEmbeddedPostgres({
      settings: { deadlock_timeout: "5ms" },
      onLog: (text) => {
        log += text;
      },
    });
  });
  afterAll(() => server?.stop());

  it("make each step once, in every build, and meet no deadlock", { timeout: STRESS_TIMEOUT_MS }, async () => {
    const { store, steps } = await run("fenced", fencedStep);
    expect(steps).toBeGreaterThan(ROUNDS);
    const { live, building } = await store.readModels.builds(MODEL);
    for (const build of building === null ? [live] : [live, building]) {
      await store.readModels.prepare(MODEL);
      const [row] = await store.readModels.load(TABLE, build, [{ id: "all" }]);
      const [checkpoint] = await store.listeners.checkpoints([nameOfBuild(MODEL, build)]);
      expect(row?.n ?? 0).toBe(checkpoint?.position ?? 0);
    }
    const { rows } = await store.pool.query(
      `select from fenced.leases l full join fenced.checkpoints c using (listener, shard) where l.epoch is distinct from c.epoch`,
    );
    expect(rows).toEqual([]);
    expect(log.match(/deadlock detected/g) ?? []).toEqual([]);
    await store.close();
  });

  it("do not, when a step is not bound to epoch and position", { timeout: STRESS_TIMEOUT_MS }, async () => {
    const { store } = await run("loose", looseStep, false);
    const [row] = await store.readModels.load(TABLE, 1, [{ id: "all" }]);
    const [checkpoint] = await store.listeners.checkpoints([nameOfBuild(MODEL, 1)]);
    expect(row?.n).not.toBe(checkpoint?.position);
    await store.close();
  });

  async function run(schema: string, step: Step, withOperators = true) {
    const options = { connectionString: server.connectionString, schema, maxConnections: OWNERS + 2 };
    const store = await openPg(options);
    await store.readModels.prepare(MODEL);
    await declare(store, 1);
    let steps = 0;
    let rounds = 0;
    let isOver = false;
    const owners = Promise.all(
      Array.from({ length: OWNERS }, async (_, owner) => {
        for (let round = 0; round < ROUNDS; round++) {
          const { live, building } = await store.readModels.prepare(MODEL);
          for (const build of building === null ? [live] : [live, building]) {
            await declare(store, build);
            // Whoever has it goes on, and does not know.
            await store.pool.query(`update ${schema}.leases set expires_at = now() where listener = $1`, [
              nameOfBuild(MODEL, build),
            ]);
            const listeners = [nameOfBuild(MODEL, build)];
            const [lease] = await store.listeners.acquire({ listeners, owner: `owner ${owner}`, ttlMs: TTL_MS });
            if (lease === undefined) continue;
            await store.listeners.renew([{ ...lease, failure: null }], TTL_MS);
            for (let n = 0; n < 3; n++)
              if (await step(store, schema, build, { ...lease, position: lease.position + n })) steps++;
            await store.listeners.release([lease]);
          }
          // Every other step parks.
          if (building !== null) await store.readModels.swap(MODEL, { acceptMissing: true });
          rounds++;
        }
      }),
    );
    // At no pause between them, owners come to no step.
    const pause = async () => {
      const before = rounds;
      while (!isOver && rounds < before + ROUNDS_BETWEEN) await wait(1);
      return !isOver;
    };
    const operators = withOperators ? Promise.all([0, 1].map((n) => operate(store, n, pause))) : undefined;
    try {
      await owners;
    } finally {
      isOver = true;
      await operators;
    }
    return { store, steps };
  }
});

type Step = (store: PgStore, schema: string, build: number, lease: Lease) => Promise<boolean>;

async function fencedStep({ readModels }: PgStore, _schema: string, build: number, lease: Lease): Promise<boolean> {
  const from = lease.position;
  try {
    const [row] = await readModels.load(TABLE, build, [{ id: "all" }]);
    const upserts = [{ id: "all", n: Number(row?.n ?? 0) + 1 }];
    // Every other step is one of several statements.
    const parked = from % 2 === 0 ? [] : [{ key: `key ${from % 5}`, position: from + 1, error: null }];
    return await readModels.commit({ lease, from, to: from + 1, parked, replayed: [] }, build, [
      { table: TABLE, upserts, deletes: [] },
    ]);
  } catch (error) {
    // The tables of a build that two others have followed, or that was given up.
    if ((error as { code?: unknown }).code === "not-prepared") return false;
    throw error;
  }
}

async function looseStep({ pool, readModels }: PgStore, schema: string, build: number): Promise<boolean> {
  const [row] = await readModels.load(TABLE, build, [{ id: "all" }]);
  await pool.query(
    `with moved as (update ${schema}.checkpoints set position = position + 1 where listener = $1)
     insert into ${schema}.steps_v1 values ('all', $2) on conflict (id) do update set n = excluded.n`,
    [nameOfBuild(MODEL, build), Number(row?.n ?? 0) + 1],
  );
  return true;
}

function declare({ listeners }: PgStore, build: number): Promise<void> {
  const name = nameOfBuild(MODEL, build);
  return listeners.declare({
    name,
    kind: "read-model",
    shards: 1,
    tables: [nameOfBuild(TABLE, build)],
  });
}

function unlessNone(error: unknown): void {
  if (!(error instanceof NoBuildError)) throw error;
}

function unlessReplaced(error: unknown): void {
  if (!(error instanceof UnknownListenerError)) throw error;
}

async function operate(
  { listeners, readModels }: PgStore,
  operator: number,
  pause: () => Promise<boolean>,
): Promise<void> {
  for (let round = operator; await pause(); round++) {
    const { live } = await readModels.builds(MODEL);
    const name = nameOfBuild(MODEL, live);
    if (round % 7 === 0) await readModels.startBuild(MODEL);
    else if (round % 13 === 0) await readModels.cancelBuild(MODEL).catch(unlessNone);
    else if (round % 11 === 0) await listeners.reset(name).catch(unlessReplaced);
    else if (round % 3 === 0) await listeners.replay(name);
    else {
      await listeners.pause(name, "Maintenance");
      await listeners.resume(name);
    }
    await listeners.reports();
  }
}
