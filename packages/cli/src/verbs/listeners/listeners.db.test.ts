import { randomBytes, randomUUID } from "node:crypto";
import { ListenerPausedError, type RunningListeners } from "@factum/core";
import { grantAppRole, openPg, type PgStore } from "@factum/pg-adapter";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runCommand } from "../../../test-support/run-command.js";
import { runTrainingList, type TrainingList, trainingList } from "../../../test-support/training-list.js";
import { run } from "../../run.js";

describe("factum listeners", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  let model: TrainingList;
  let running: RunningListeners | undefined;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  beforeEach(async () => {
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    model = trainingList();
    running = undefined;
    return async () => {
      await running?.stop();
      await store.close();
    };
  });
  afterAll(() => database?.stop());

  it("shows what runs, and exits with 0 when it is checked", async () => {
    expect((await factum("status")).out).toBe(
      "Safe position 0, last position 0\n\nNo listener was ever started on this store.\n",
    );
    const position = await append(3);
    await start().waitFor(position);
    const { code, out, err } = await factum("status", "--check");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^training_list_v1 {2}read-model {2}running {9}3 {7}0 {2}worker-1 pid 7$/m);
    const json = JSON.parse((await factum("status", "--json")).out) as unknown;
    expect(json).toMatchObject({
      ok: true,
      safePosition: 3,
      listeners: [{ name: "training_list_v1", state: "running", owners: ["worker-1 pid 7"], behind: 0, lagMs: 0 }],
    });
  });

  it("takes a listener that fails past its event, which it shows first", async () => {
    const position = await append(5);
    model.broken.add(3);
    await expect(start().waitFor(position)).rejects.toThrow(ListenerPausedError);

    const status = await factum("status", "--check");
    expect(status.code).toBe(1);
    expect(status.out).toMatch(
      /training_list_v1 is paused since .* UTC by a failure at position 3 \(Happened of training-[\w-]+\): .*This one is too much\. `factum listeners skip training_list_v1 --position 3` passes it over, `factum listeners resume training_list_v1` tries again\./,
    );
    expect((await factum("skip", "TrainingList", "--position", "4", "--yes")).err).toContain(
      "it failed at position 3.",
    );
    const asked = await factum("skip", "TrainingList", "--position", "3");
    expect(asked).toMatchObject({ code: 1, out: "" });
    expect(asked.err).toMatch(/^Position 3: Happened.*"n":3.*Nobody is here to be asked: give --yes/s);
    const skipped = await factum("skip", "TrainingList", "--position", "3", "--yes");
    expect(skipped).toMatchObject({ code: 0 });
    expect(skipped.out).toMatch(
      /^training_list_v1 passes over position 3 \(Happened of training-.*\) and goes on behind it\.\n$/,
    );
    await running?.waitFor(position);
    expect(await eventsIn("training_list_v1")).toBe(4);
  });

  it("pauses, resumes and resets one that runs", async () => {
    await start().waitFor(await append(2));
    expect((await factum("pause", "TrainingList", "--reason", "moving the disk")).out).toMatch(
      /^Paused training_list_v1,/,
    );
    await expect(running?.waitFor(await append(1))).rejects.toThrow(ListenerPausedError);
    expect((await factum("status")).out).toContain(": moving the disk. `factum listeners resume");
    expect((await factum("resume", "training_list", "--json")).out).toBe(
      '{\n  "listener": "training_list_v1",\n  "changed": true,\n  "position": 2\n}\n',
    );
    await running?.waitFor(3);
    await store.pool.query(`update ${schema}.training_list_v1 set events = 100`);
    expect((await factum("reset", "TrainingList", "--yes")).out).toBe(
      "Emptied its tables: training_list_v1 starts again from the first event.\n",
    );
    await running?.waitFor(await append(1));
    expect(await eventsIn("training_list_v1")).toBe(4);
  });

  it("rebuilds beside the table that is read, and drops the old one", async () => {
    const position = await append(2_000);
    await start({ batchSize: 100 }).waitFor(position);
    await store.pool.query(`update ${schema}.training_list_v1 set events = 100`);
    const rebuilt = await factum("rebuild", "TrainingList");
    expect(rebuilt).toMatchObject({ code: 0, err: "" });
    expect(rebuilt.out).toMatch(/^Build 2 of training_list_v1 is what queries read now, after \d+ s\. /);
    expect(await eventsIn("training_list_v1_b2")).toBe(2_000);
    expect((await factum("status")).out).toMatch(/^training_list_v1 {2}read-model {2}running /m);
    const reader = await store.pool.connect();
    await reader.query(`begin; select count(*) from ${schema}.training_list_v1`);
    expect((await factum("prune", "TrainingList")).err).toContain("A transaction still reads an old table");
    await reader.query("commit");
    reader.release();
    const pruned = await factum("prune", "training_list_v1");
    expect(pruned).toEqual({ code: 0, out: "Dropped training_list_v1.\n", err: "" });
    await running?.waitFor(await append(1));
  });

  it("says what is inline, rebuilds it, and refuses what makes no sense there", async () => {
    model = { ...model, inline: true };
    await store.close();
    store = await openPg({ connectionString: database.connectionString, schema, readModels: [model] });
    const position = await append(300);
    expect(await eventsIn("training_list_v1")).toBe(300);
    await start({ batchSize: 100 }).waitFor(position);
    const { code, out } = await factum("status", "--check");
    expect(code).toBe(0);
    expect(out).toMatch(/^training_list_v1 {2}read-model {2}inline {7}300 {7}0 {2}worker-1 pid 7$/m);
    expect(out).toContain("training_list_v1 is inline: its rows are written with the append, nothing to wait for.");
    expect(JSON.parse((await factum("status", "--json")).out)).toMatchObject({
      listeners: [{ name: "training_list_v1_inline", title: "training_list_v1", state: "inline", isInline: true }],
    });
    expect((await factum("pause", "TrainingList")).err).toContain("so there is nothing to pause");
    expect((await factum("reset", "TrainingList", "--yes")).err).toContain("rebuild training_list_v1");

    await store.pool.query(`update ${schema}.training_list_v1 set events = 100`);
    expect(await factum("rebuild", "TrainingList")).toMatchObject({ code: 0, err: "" });
    const next = await append(1);
    expect(await eventsIn("training_list_v1_b2")).toBe(301);
    await running?.waitFor(next);
    expect((await factum("status")).out).toMatch(/^training_list_v1 {2}read-model {2}inline /m);
  });

  it("leaves a build going at Ctrl-C, shows it, and ends when a process has made it", async () => {
    await start().waitFor(await append(10));
    await running?.stop();
    const stopped = await runCommand(args("rebuild", "TrainingList"), env(), (text, kill) => {
      if (text.includes("Nobody runs training_list_v1: the build waits for a process that has it.")) kill("SIGINT");
    });
    expect(stopped).toMatchObject({
      code: 130,
      out: "Build 2 of training_list_v1 goes on without this command: `factum listeners status` shows how far it is.\n",
    });
    const again = await factum("rebuild", "TrainingList", "--no-wait");
    expect(again.out).toBe(
      "Began build 2 of training_list_v1. Nobody runs training_list_v1: the build waits for a process that has it.\n",
    );
    const waited = await factumThat((text) => {
      if (text.includes("Nobody runs")) start();
    })("rebuild", "TrainingList", "--json");
    expect(JSON.parse(waited.out)).toMatchObject({ build: 2, swapped: true, end: "swapped" });
  });

  it("says why a build stands still", async () => {
    await start().waitFor(await append(10));
    model.broken.add(7);
    const failed = await factum("rebuild", "TrainingList");
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(
      /^Build 2 of training_list_v1 stands still, and queries go on reading the old one\. training_list_v1_b2 is paused since .* at position 7 /,
    );
    model.broken.clear();
    expect(failed.out).toContain("`factum listeners rebuild training_list_v1 --cancel` gives the build up.");
    expect(await factum("rebuild", "TrainingList", "--cancel")).toMatchObject({ code: 0, err: "" });
    expect((await factum("status")).out).not.toContain("_b2");
    const again = await factum("rebuild", "TrainingList", "--cancel");
    expect(again).toMatchObject({ code: 1, out: "" });
    expect(again.err).toMatch(/^No build of training_list_v1 is being made/);
    expect((await factum("rebuild", "TrainingList", "--cancel", "--accept-missing")).err).toContain("give one of them");
    expect((await factum("rebuild", "TrainingList")).out).toContain("is what queries read now");
  });

  it("swaps in no build that has dead letters, until somebody accepts what is missing", async () => {
    await start({ onFailure: "park" }).waitFor(await append(10));
    model.broken.add(7);
    const incomplete = await factum("rebuild", "TrainingList");
    expect(incomplete).toMatchObject({ code: 1, err: "" });
    expect(incomplete.out).toContain("training_list_v1_b2 has 4 dead letters of 1 key, and does not take");
    expect((await factum("status")).out).toContain("rows would be missing.");
    expect(await eventsIn("training_list_v1")).toBe(10);
    const accepted = await factum("rebuild", "TrainingList", "--accept-missing");
    expect(accepted).toMatchObject({ code: 0, err: "" });
    expect(await eventsIn("training_list_v1_b2")).toBe(6);
    model.broken.clear();
    expect((await factum("replay", "TrainingList")).code).toBe(0);
    expect(await eventsIn("training_list_v1_b2")).toBe(10);
  });

  it("lists dead letters and has them handled again, in their order", async () => {
    const position = await append(5);
    model.broken.add(2);
    await start({ onFailure: "park" }).waitFor(position);
    expect(await eventsIn("training_list_v1")).toBe(1);
    const letters = await factum("dead-letters", "TrainingList");
    expect(letters.out).toMatch(
      /^position {2}key +why\n {7}2 {2}training_list:\["[\w-]+"\] {2}.*too much\.\n {7}3 .* waits behind/,
    );
    const failed = await factum("replay", "TrainingList");
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(
      /^Of 4 dead letters of training_list_v1 4 are left, for some failed again\. The first at position 2, /,
    );
    model.broken.clear();
    const done = await factum("replay", "TrainingList");
    expect(done).toEqual({ code: 0, out: "All 4 dead letters of training_list_v1 were handled.\n", err: "" });
    expect(await eventsIn("training_list_v1")).toBe(5);
  });

  it("forgets what nobody runs any more", async () => {
    await start().waitFor(await append(1));
    expect((await factum("forget", "TrainingList", "--yes")).err).toContain("worker-1 pid 7 runs training_list_v1.");
    await running?.stop();
    expect((await factum("status", "--check")).code).toBe(1);
    expect((await factum("forget", "TrainingList", "--yes")).out).toBe("Forgot training_list_v1.\n");
    expect((await factum("status", "--check")).code).toBe(0);
  });

  it("watches until Ctrl-C, a line for each change where there is no terminal", async () => {
    await start().waitFor(await append(1));
    const seen = runCommand(args("status", "--watch", "--json"), env(), undefined, (text, kill) => {
      if (text.split("\n").length > 2) kill("SIGINT");
    });
    const { code, out } = await seen;
    expect(code).toBe(0);
    const [first, second] = out.split("\n").map((line) => (line === "" ? undefined : (JSON.parse(line) as object)));
    expect(first).toMatchObject({ listeners: [{ name: "training_list_v1", rate: null }] });
    expect(second).toMatchObject({ listeners: [{ name: "training_list_v1", rate: 0 }] });
  });

  it("names the listener that was meant", async () => {
    await start().waitFor(await append(1));
    expect(await factum("pause", "TraningList")).toEqual({
      code: 1,
      out: "",
      err: 'There is no listener "TraningList" in this store. Did you mean "TrainingList"?\n',
    });
    expect((await factum("rebuild")).err).toContain("missing required argument 'name'");
    expect((await factum("skip", "TrainingList", "--position", "x")).err).toContain("e.g. 4711");
    expect((await factum("status", "--watch", "--check")).err).toContain("give one of them");
  });

  describe("where it cannot work", () => {
    it("says what to do about the schema", async () => {
      const empty = await runCommand(["listeners", "status", "--schema", database.freshSchema()], env());
      expect(empty).toMatchObject({ code: 1, out: "" });
      expect(empty.err).toContain("Run `factum db migrate`");
      await store.pool.query(`drop function ${schema}.safe_position_1()`);
      const old = await factum("status");
      expect(old).toMatchObject({ code: 1, out: "" });
      expect(old.err).toContain("`factum db migrate`");
    });

    it("says that the server cannot be reached, without the password", async () => {
      const away = await runCommand(["listeners", "status"], { DATABASE_URL: "postgres://me:geheim@127.0.0.1:1/shop" });
      expect(away).toMatchObject({ code: 1, out: "" });
      expect(away.err).toContain("Postgres cannot be reached");
      expect(away.err).not.toContain("geheim");
    });

    it("refuses a stranger, and lets the application's role do all of it", async () => {
      await start().waitFor(await append(1));
      await running?.stop();
      const password = randomBytes(12).toString("hex");
      const role = `${schema}_app`;
      await store.pool.query(`create role ${role} login password '${password}'`);
      const url = new URL(database.connectionString);
      [url.username, url.password] = [role, password];
      const refused = await factum("pause", "TrainingList", "--database", url.href);
      expect(refused).toMatchObject({ code: 1, out: "" });
      expect(refused.err).toContain(`Role "${role}" may not read schema "${schema}". Run \`factum db roles`);
      await store.pool.query(`grant usage on schema ${schema} to ${role}`);
      await store.pool.query(`grant select on all tables in schema ${schema} to ${role}`);
      const reader = await factum("pause", "TrainingList", "--database", url.href);
      expect(reader).toMatchObject({ code: 1, out: "" });
      expect(reader.err).toMatch(/permission denied .*\. Come as the application's role, or as the schema's owner\.$/m);
      await grantAppRole({ pool: store.pool, schema, role });
      for (const verb of ["pause", "resume", "reset", "replay", "rebuild", "forget"]) {
        const options = { reset: ["--yes"], forget: ["--yes"], rebuild: ["--no-wait"] }[verb] ?? [];
        const { code, err } = await factum(verb, "TrainingList", ...options, "--database", url.href);
        expect({ verb, code, err }).toEqual({ verb, code: 0, err: "" });
      }
      await store.pool.query(`drop owned by ${role}; drop role ${role}`);
    });
  });

  function start(options: Parameters<typeof runTrainingList>[2] = {}): RunningListeners {
    running = runTrainingList(store, model, options);
    return running;
  }

  /** All to one stream of this test; returns the last position. */
  async function append(count: number): Promise<number> {
    const events = Array.from({ length: count }, (_, index) => ({
      eventId: randomUUID(),
      type: "Happened",
      schemaVersion: 1,
      data: { n: index + 1 },
      metadata: {},
    }));
    return (await store.events.append({ streamId: `training-${STREAM}`, expectedVersion: "any", events })).position;
  }

  async function eventsIn(table: string): Promise<number> {
    const found = await store.pool.query<{ events: number }>(`select events::float8 as events from ${schema}.${table}`);
    return found.rows[0]?.events ?? 0;
  }

  function factum(...verb: readonly string[]) {
    return factumThat(() => {})(...verb);
  }

  /** The command in this process, which is faster; hears what it writes to its standard error. */
  function factumThat(onError: (text: string) => void) {
    return async (...verb: readonly string[]) => {
      let [out, err] = ["", ""];
      const code = await run(
        ["listeners", verb[0] ?? "", "--database", database.connectionString, "--schema", schema, ...verb.slice(1)],
        {
          out: (text) => {
            out += text;
          },
          err: (text) => {
            err += text;
            onError(text);
          },
        },
      );
      return { code, out, err };
    };
  }

  function args(...verb: readonly string[]): string[] {
    return ["listeners", ...verb, "--schema", schema];
  }

  function env() {
    return { DATABASE_URL: database.connectionString };
  }
});

const STREAM = randomUUID();
