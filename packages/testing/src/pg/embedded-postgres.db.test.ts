import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
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
    const child = startIn(folder, `{ dataDir: ${JSON.stringify(folder)} }`);
    await once(createInterface(child.stdout), "line");
    const pidFile = join(folder, "cluster", "postmaster.pid");
    expect(existsSync(pidFile)).toBe(true);

    child.kill("SIGKILL");
    await vi.waitFor(() => expect(existsSync(pidFile)).toBe(false), PATIENTLY);
  });

  it.skipIf(process.platform === "win32")(
    "takes its temporary folder along when its process is killed, at once or after a crash",
    async () => {
      const [early, late] = [join(folder, "early"), join(folder, "late")];
      await Promise.all([mkdir(early), mkdir(late)]);
      const earlier = startIn(early);
      const later = startIn(late);

      await vi.waitFor(async () => expect(await initdbIn(early)).toBe(true), PATIENTLY);
      earlier.kill("SIGKILL");
      await once(createInterface(later.stdout), "line");
      const [home = ""] = await homesIn(late);
      process.kill(
        Number.parseInt(await readFile(join(late, home, "cluster", "postmaster.pid"), "utf8"), 10),
        "SIGKILL",
      );
      later.kill("SIGKILL");
      for (const each of [early, late]) {
        await vi.waitFor(async () => expect(await homesIn(each)).toEqual([]), PATIENTLY);
      }
    },
  );
});

const PATIENTLY = { timeout: 30_000, interval: 20 };

/** A process that says "ready" when its server is, and ends with the test; its temporary files are in the folder. */
function startIn(folder: string, options = "") {
  const program = `
    import { startEmbeddedPostgres } from "${join(HERE, "embedded-postgres.ts")}";
    await startEmbeddedPostgres(${options});
    console.log("ready");
    setInterval(() => {}, 1000);`;
  const args = ["--conditions=@factum/source", "--import", "tsx", "--input-type=module", "--eval", program];
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], env });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Whether initdb is at its work. */
async function initdbIn(folder: string): Promise<boolean> {
  const [home] = await homesIn(folder);
  return home !== undefined && existsSync(join(folder, home, "cluster.draft", "base"));
}

async function homesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith("factum-pg-"));
}

function passwordOf(connectionString: string): string {
  return new URL(connectionString).password;
}
