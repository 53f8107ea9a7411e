import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wait } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { logFaults } from "../test-support/log-faults.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { waitUntil } from "../test-support/wait-until.js";

const KILLS = stressSize(6, 50);
const APP = fileURLToPath(new URL("../test-support/appending-app.ts", import.meta.url));

describe("an app that is killed in the middle of appends", () => {
  let database: TestDatabase;
  let schema: string;
  let store: PgStore;
  let folder: string;

  beforeAll(async () => {
    database = await openTestDatabase();
    schema = database.freshSchema();
    store = await openPg({ connectionString: database.connectionString, schema });
    folder = mkdtempSync(join(tmpdir(), "factum-kill-"));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await store?.close();
    await database?.stop();
  });

  it(`${KILLS} times leaves what was acknowledged, and of the rest all or nothing`, {
    timeout: STRESS_TIMEOUT_MS,
  }, async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      const answers = join(folder, `answers-${kill}`);
      await killInTheMiddle(answers);
      const said = readFileSync(answers, "utf8").split("\n").slice(0, -1);
      acknowledged.push(...said);

      expect(await attemptsInPart()).toEqual([]);
      expect(await logFaults(store.pool, schema)).toEqual([]);
      const stored = new Set(await storedAttempts());
      expect(acknowledged.filter((attempt) => !stored.has(attempt))).toEqual([]);
      expect(await store.events.safePosition()).toBe(await lastPosition());
    }
    // Else nothing was in the middle.
    const stored = await storedAttempts();
    expect(acknowledged.length).toBeGreaterThan(KILLS);
    expect(stored.length).toBeGreaterThan(acknowledged.length);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    console.info(`kill-app: ${KILLS} kills, ${stored.length} attempts stored, ${acknowledged.length} acknowledged`);
  });

  /** Starts the app, kills it at a random moment while it appends, and waits for the server to have noticed. */
  async function killInTheMiddle(answers: string): Promise<void> {
    const args = ["--conditions=@factum/source", "--import", "tsx", APP, database.connectionString, schema];
    const app: ChildProcess = spawn(process.execPath, args, {
      stdio: ["ignore", openSync(answers, "a"), "inherit", "ipc"],
    });
    const ended = once(app, "exit");
    await Promise.race([once(app, "message"), ended]);
    expect(app.exitCode).toBe(null);
    await wait(20 + randomInt(300));
    app.kill("SIGKILL");
    await ended;
    await waitUntil(store.pool, "select count(*) = 0 from pg_stat_activity where application_name = $1", [schema]);
  }

  async function attemptsInPart(): Promise<unknown[]> {
    const { rows } = await store.pool.query(
      `select data->>'attempt' as attempt, count(*)::int as stored, max((data->>'whole')::int) as whole
         from ${schema}.events group by 1 having count(*) <> max((data->>'whole')::int)`,
    );
    return rows;
  }

  async function storedAttempts(): Promise<string[]> {
    const { rows } = await store.pool.query<{ attempt: string }>(
      `select distinct data->>'attempt' as attempt from ${schema}.events`,
    );
    return rows.map(({ attempt }) => attempt);
  }

  async function lastPosition(): Promise<number> {
    const { rows } = await store.pool.query<{ last: string }>(
      `select pg_sequence_last_value('${schema}.positions'::regclass) as last`,
    );
    return Number(rows[0]?.last);
  }
});
