import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.js";

const HERE = dirname(fileURLToPath(import.meta.url));

describe("embedded Postgres", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "factum-kept-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("keeps its data and its password in the folder that it was given", async () => {
    const first = await startEmbeddedPostgres({ dataDir: folder });
    await first.stop();
    const second = await startEmbeddedPostgres({ dataDir: folder });
    await second.stop();
    expect(passwordOf(second.connectionString)).toBe(passwordOf(first.connectionString));
  });

  it("starts over when it was killed in the middle of making the cluster", async () => {
    await mkdir(join(folder, "cluster.draft"));
    await writeFile(join(folder, "cluster.draft", "PG_VERSION"), "18\n");
    const server = await startEmbeddedPostgres({ dataDir: folder });
    await server.stop();
  });

  it("gets to a folder inside one that is closed to everyone else", async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, "inside") });
    await server.stop();
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it("says whose settings are wrong in the server's own words", async () => {
    const start = startEmbeddedPostgres({ settings: { max_connections: "many" } });
    await expect(start).rejects.toThrow(/Postgres did not start:[\s\S]*max_connections/);
  });

  it.skipIf(process.platform === "win32")("ends with the process that started it, even with kill -9", async () => {
    const program = `
      import { startEmbeddedPostgres } from "${join(HERE, "embedded-postgres.ts")}";
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)} });
      console.log("ready");
      setInterval(() => {}, 1000);`;
    const args = ["--conditions=@factum/source", "--import", "tsx", "--input-type=module", "--eval", program];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    await once(createInterface(child.stdout), "line");
    const pidFile = join(folder, "cluster", "postmaster.pid");
    expect(existsSync(pidFile)).toBe(true);

    child.kill("SIGKILL");
    await vi.waitFor(() => expect(existsSync(pidFile)).toBe(false), { timeout: 30_000, interval: 20 });
  });
});

function passwordOf(connectionString: string): string {
  return new URL(connectionString).password;
}
