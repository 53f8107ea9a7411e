import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { wait } from "@factum/core";
import { openTestDatabase, type TestDatabase } from "@factum/testing/pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHAINS, chainFaults } from "../test-support/chain-model.js";
import { startInlineApp } from "../test-support/inline-app.js";
import { logFaults } from "../test-support/log-faults.js";
import { STRESS_TIMEOUT_MS, stressSize } from "../test-support/stress-size.js";
import { waitUntil } from "../test-support/wait-until.js";

const KILLS = stressSize(3, 40);
const APP = fileURLToPath(new URL("../test-support/inline-process.ts", import.meta.url));

describe("a process that is killed in the middle of inline appends, switches and rebuilds", () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database?.stop());

  it(`${KILLS} times leaves rows that are those of the log`, { timeout: STRESS_TIMEOUT_MS }, async () => {
    const schema = database.freshSchema();
    const { connectionString } = database;
    let position = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      await killInTheMiddle(connectionString, schema);
      const app = await startInlineApp({ connectionString, schema, readModels: [CHAINS] });
      const { pool, events } = app.store;
      await waitUntil(pool, "select count(*) = 0 from pg_stat_activity where application_name = $1", [schema]);
      const last = await events.safePosition();
      expect(last).toBeGreaterThan(position);
      position = last;
      // Whoever was killed counts for half a minute, and keeps its leases for seconds: as if that were over.
      await pool.query(`update "${schema}".inline_processes set expires_at = now() where knows = '{}'`);
      await pool.query(`update "${schema}".leases set expires_at = now()`);
      await app.listeners?.waitFor(last, { timeoutMs: 30_000 });
      expect([...(await chainFaults(app.store)), ...(await logFaults(pool, schema))]).toEqual([]);
      await app.stop();
    }
  });
});

async function killInTheMiddle(connectionString: string, schema: string): Promise<void> {
  const args = ["--conditions=@factum/source", "--import", "tsx", APP, connectionString, schema];
  const app = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(app, "exit");
  await Promise.race([once(app, "message"), ended]);
  expect(app.exitCode).toBe(null);
  await wait(100 + randomInt(700));
  app.kill("SIGKILL");
  await ended;
}
