import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wait } from "@factum/core";
import { freePort } from "./free-port.js";
import { HttpClient } from "./http-client.js";

/** The application in a process of its own. */
export interface AppProcess {
  readonly url: string;
  /** In order, as Ctrl-C would. Safe to call twice. */
  stop(): Promise<void>;
}

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts the application on a free port and a temporary data folder. @throws {Error} with what it said, if it ends */
export async function startApp(databaseUrl: string, signal: AbortSignal): Promise<AppProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const dataDir = await mkdtemp(join(tmpdir(), "training-sample-"));
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const env = { ...process.env, PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  // A process group of its own: Ctrl-C reaches the app through `stop`, after the clients have let go.
  const options = { env, detached: true, stdio: ["ignore", "pipe", "pipe"] } as const;
  const child = spawn(process.execPath, [...process.execArgv, main], options);

  let said = "";
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
    });
  }
  let ended = false;
  const exited = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      said += error.message;
      ended = true;
      resolve();
    });
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });
  const killWithUs = () => child.kill("SIGTERM");
  process.once("exit", killWithUs);

  const stop = async () => {
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    if (!ended) await exited;
    clearTimeout(force);
    process.off("exit", killWithUs);
    await rm(dataDir, { recursive: true, force: true });
  };

  try {
    const until = Date.now() + START_MS;
    while (!(await isReady(url))) {
      signal.throwIfAborted();
      if (ended) throw new Error(`The application ended before it was ready. It said:\n${said.trim()}`);
      if (Date.now() > until) throw new Error(`The application is not ready after a minute. It said:\n${said.trim()}`);
      await wait(50);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function isReady(url: string): Promise<boolean> {
  const client = new HttpClient(url);
  try {
    return (await client.get("/healthz")).status === 200;
  } catch {
    return false;
  } finally {
    client.close();
  }
}
