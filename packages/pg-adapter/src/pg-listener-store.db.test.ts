import { listenerStoreContract } from "@factum/testing/contract";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "./connect/open-pg.js";
import { openTwo } from "./test-support/open-two.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.stop());

listenerStoreContract({
  name: "PgListenerStore",
  open: async () => {
    const { one, other, schema, close } = await openTwo(database);
    const expire = `
      update "${schema}".leases set expires_at = clock_timestamp() - interval '1 second'
       where listener = $1 and shard = $2 and epoch = $3`;
    return {
      store: one.listeners,
      another: other.listeners,
      expire: async ({ listener, shard, epoch }) => {
        await one.pool.query(expire, [listener, shard, epoch]);
      },
      close,
    };
  },
});

describe("PgListenerStore", () => {
  const TTL_MS = 600_000;
  let store: PgStore;
  let schema: string;
  let number = 0;
  beforeAll(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
  });
  afterAll(() => store?.close());

  it("takes over nothing while the last step of the owner before is under way, and waits for nobody", async () => {
    const [one, two] = [await declared(), await declared()];
    await acquire(one, two);
    await store.pool.query(`update ${schema}.leases set expires_at = now() - interval '1 s'`);
    const before = await holding(`select from ${schema}.checkpoints where listener = '${one}' for update`);
    expect((await acquire(one, two)).map(({ listener }) => listener)).toEqual([two]);
    await before.end();
    expect((await acquire(one, two)).map(({ listener }) => listener)).toEqual([one]);
  });

  it("has no heartbeat wait for an operator: the lease is no longer held", async () => {
    const name = await declared();
    const [lease] = await acquire(name);
    if (lease === undefined) throw new TypeError("The lease was not to be had.");
    const operator = await holding(`select from ${schema}.leases where listener = '${name}' for update`);
    expect(await store.listeners.renew([{ ...lease, failure: null }], TTL_MS)).toEqual([]);
    await store.listeners.release([lease]);
    await operator.end();
    expect(await store.listeners.renew([{ ...lease, failure: null }], TTL_MS)).toHaveLength(1);
  });

  it("asks for leases, renews them, moves a checkpoint and finds a declaration unchanged in one round trip each", async () => {
    const name = await declared();
    const [lease] = await acquire(name);
    if (lease === undefined) throw new TypeError("The lease was not to be had.");
    const move = { lease, from: 0, to: 1, parked: [], replayed: [] };
    const works = [
      () => acquire(name),
      () => store.listeners.renew([{ ...lease, failure: null }], TTL_MS),
      () => store.listeners.advance(move),
      () => store.listeners.declare({ name, kind: "reaction", shards: 1, tables: [] }),
      () => store.listeners.reshard(name),
      () => store.listeners.checkpoints([name]),
      () => store.listeners.release([lease]),
    ];
    for (const work of works) expect(await borrowed(work)).toBe(1);
    expect(await store.listeners.checkpoints([name])).toMatchObject([{ position: 1 }]);
  });

  it("makes known what a process of the release before has left: a checkpoint without a lease", async () => {
    await store.pool.query(`insert into ${schema}.checkpoints (listener, position, shape) values ('old_v1', 7, '{}')`);
    await store.listeners.declare({ name: "old_v1", kind: "read-model", shards: 1, tables: ["old_v1"] });
    expect(await acquire("old_v1")).toMatchObject([{ listener: "old_v1", shard: 0, position: 7 }]);
  });

  it("gives all shards the same list of keys that are parked: there may be many keys, and many shards", async () => {
    const name = `listener_${++number}`;
    await store.listeners.declare({ name, kind: "reaction", shards: 3, tables: [] });
    await store.pool.query(
      `insert into ${schema}.dead_letters (listener, key, position) select $1, 'key ' || n, n from generate_series(1, 9) n`,
      [name],
    );
    await store.listeners.replay(name, "key 4");
    const [one, ...others] = await acquire(name);
    expect(one?.parkedKeys).toHaveLength(9);
    expect(one?.replayKeys).toEqual(["key 4"]);
    expect(others).toHaveLength(2);
    for (const other of others) {
      expect(other.parkedKeys).toBe(one?.parkedKeys);
      expect(other.replayKeys).toBe(one?.replayKeys);
    }
  });

  async function declared(): Promise<string> {
    const name = `listener_${++number}`;
    await store.listeners.declare({ name, kind: "reaction", shards: 1, tables: [] });
    return name;
  }

  function acquire(...listeners: readonly string[]) {
    return store.listeners.acquire({ listeners, owner: "web-1", ttlMs: TTL_MS });
  }

  /** A session that holds locks until it ends. */
  async function holding(statement: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    await client.query("begin");
    await client.query(statement);
    return client;
  }

  /** How many connections were borrowed for it, each for one statement or one transaction. */
  async function borrowed(work: () => Promise<unknown>): Promise<number> {
    let count = 0;
    const note = () => {
      count++;
    };
    store.pool.on("acquire", note);
    await work();
    store.pool.off("acquire", note);
    return count;
  }
});
