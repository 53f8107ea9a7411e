import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const run = promisify(execFile);
const PROGRAMS = ["initdb", "postgres", "pg_dump", "psql"];
const READY = "database system is ready to accept connections";

/** A fresh cluster of an installed Postgres, which has programs that the embedded one comes without. */
export interface InstalledPostgres {
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** The folder of an installed Postgres with all its programs, of `PG_BIN` or where Debian puts them; undefined if there is none. */
export function installedPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env.PG_BIN, ...versions.map((version) => join(debian, version, "bin"))];
  return folders.find(
    (folder) => folder !== undefined && PROGRAMS.every((program) => existsSync(join(folder, program))),
  );
}

/** Starts a cluster in a temporary folder, as the user postgres if this process is root, whom Postgres refuses. */
export async function startInstalledPostgres(bin: string): Promise<InstalledPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "factum-installed-"));
  const prefix = await serverPrefix(folder);
  const [initdb = "", ...initdbArgs] = [...prefix, join(bin, "initdb")];
  const data = join(folder, "data");
  await run(initdb, [...initdbArgs, "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"], {
    cwd: folder,
  });

  const port = await freePort();
  const settings = ["listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories="];
  const [command = "", ...args] = [...prefix, join(bin, "postgres")];
  const server = spawn(command, [...args, "-D", data, ...settings.flatMap((setting) => ["-c", setting])], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  const exited = once(server, "exit");
  const stop = async () => {
    server.kill("SIGINT");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  // No server outlives the tests, unless they are killed.
  process.once("exit", () => server.kill("SIGQUIT"));

  let log = "";
  const ready = new Promise<void>((resolve) => {
    createInterface(server.stderr).on("line", (line) => {
      log += `${line}\n`;
      if (line.includes(READY)) resolve();
    });
  });
  await Promise.race([ready, exited]);
  if (server.exitCode !== null) throw new Error(`Postgres did not start:\n${log}`);
  return { connectionString: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/** Copies the database into another server, as an administrator would. */
export async function dumpAndRestore(bin: string, from: string, to: string): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), "factum-dump-")), "dump.sql");
  try {
    await run(join(bin, "pg_dump"), ["--file", file, from]);
    await run(join(bin, "psql"), ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--file", file, to]);
  } finally {
    rmSync(join(file, ".."), { recursive: true, force: true });
  }
}

async function serverPrefix(folder: string): Promise<string[]> {
  if (process.getuid?.() !== 0) return [];
  const ids = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
  const [uid = 0, gid = 0] = ids.map(({ stdout }) => Number.parseInt(stdout, 10));
  chownSync(folder, uid, gid);
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, "127.0.0.1"), "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}
