import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { postgresBinaries } from "./binaries.js";
import { type ClusterDirectory, clusterHome, openCluster } from "./cluster-directory.js";
import { ServerProcess } from "./server-process.js";
import { serverUser } from "./server-user.js";

export interface EmbeddedPostgresOptions {
  /** Where the data is kept. Absent: a temporary folder, deleted on {@link EmbeddedPostgres.stop}. */
  readonly dataDir?: string;
  /** Default: one that is free. */
  readonly port?: number;
  /** Server settings, as in postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What the server writes to its log. */
  readonly onLog?: (text: string) => void;
}

/** A real Postgres server that this process runs, on the loopback interface. */
export interface EmbeddedPostgres {
  /** Of the database `postgres`, as its superuser. */
  readonly connectionString: string;
  /** Ends the server as a crash would (SIGKILL), and starts it again on the same data and port. */
  crashAndRestart(): Promise<void>;
  /** Stops the server in order. Safe to call twice. */
  stop(): Promise<void>;
}

/** How long to wait for a server that was there before. */
const PATIENCE_MS = 15_000;

/**
 * Starts a real Postgres 18 out of npm packages: no installed server, no Docker.
 *
 * The server ends with this process, however that ends; and it does not get the terminal's Ctrl-C, so that an application
 * can finish its work on it first.
 *
 * @throws {Error} with a sentence on what to do: no binaries for this platform, a folder in use, a full disk
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
  const { initdb, postgres } = await postgresBinaries();
  const home = await clusterHome(options.dataDir);
  try {
    const user = await serverUser([postgres, home.path]);
    const cluster = await openCluster(home, initdb, user);
    const port = options.port ?? (await freePort());
    const start = async () => {
      await othersGone(cluster);
      const command = [...user.prefix, postgres, ...serverArgs(cluster, port, options.settings)];
      return onceLetGo(() => ServerProcess.start(command, { cwd: cluster.path, onLog: options.onLog }));
    };

    let server = await start();
    return {
      connectionString: `postgres://postgres:${cluster.password}@127.0.0.1:${port}/postgres`,
      async crashAndRestart() {
        const pid = await serverPid(cluster);
        if (pid !== undefined) process.kill(pid, "SIGKILL");
        await server.exited;
        server = await start();
      },
      async stop() {
        await server.stop();
        await home.remove?.();
      },
    };
  } catch (error) {
    await home.remove?.();
    throw error;
  }
}

function serverArgs(
  cluster: ClusterDirectory,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): string[] {
  const all = { listen_addresses: "127.0.0.1", port: String(port), unix_socket_directories: "", ...settings };
  return ["-D", cluster.path, ...Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/**
 * Starts a server on data that one that was killed may still hold: its processes end by themselves as soon as they notice, and
 * until then Postgres refuses to start another one.
 */
async function onceLetGo(start: () => Promise<ServerProcess>): Promise<ServerProcess> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!String(error).includes("pre-existing shared memory block") || Date.now() > until) throw error;
    }
    await sleep(50);
  }
}

/** Waits for a server of an earlier process to end, which its own pipe tells it to. */
async function othersGone(cluster: ClusterDirectory): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const pid = await serverPid(cluster);
    if (pid === undefined || !isAlive(pid)) return;
    if (Date.now() > until) {
      throw new Error(
        `The data folder ${cluster.path} is in use by another Postgres server (process ${pid}). ` +
          "Stop the other instance, or choose another data folder.",
      );
    }
    await sleep(50);
  }
}

async function serverPid(cluster: ClusterDirectory): Promise<number | undefined> {
  try {
    const pid = Number.parseInt(await readFile(join(cluster.path, "postmaster.pid"), "utf8"), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => probe.once("error", reject).listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found on 127.0.0.1.");
  return address.port;
}
