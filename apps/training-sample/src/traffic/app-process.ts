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
  const endWithParent = new URL("./end-with-parent.ts", import.meta.url).href;
  const child = spawn(process.execPath, [...process.execArgv, "--import", endWithParent, main], {
    env: {
      ...process.env,
      PORT: String(port),
      HOST: "127.0.0.1",
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      RATE_LIMIT: "0",
    },
    // A process group of its own: Ctrl-C reaches the app through `stop`, after the clients have let go.
    detached: process.platform !== "win32",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });

  let said = "";
  for (const output of [child.stdout, child.stderr]) {
    output?.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-4_000);
    });
  }
  let state: "running" | "stopping" | "ended" = "running";
  const exited = new Promise<void>((resolve) => {
    child.once("error", reportEnd);
    child.once("exit", () => reportEnd(undefined));

    function reportEnd(error: Error | undefined): void {
      if (state === "running")
        console.error(`The application ended by itself. It said:\n${error?.message ?? said.trim()}`);
      state = "ended";
      resolve();
    }
  });

  const stop = async () => {
    if (state === "running") state = "stopping";
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await exited;
    clearTimeout(force);
    await rm(dataDir, { recursive: true, force: true });
  };

  const hasEnded = () => state === "ended";
  try {
    const until = Date.now() + START_MS;
    while (!(await isReady(url))) {
      signal.throwIfAborted();
      if (hasEnded()) throw new Error("The application ended before it was ready.");
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
    return (await client.get("/health/ready")).status === 200;
  } catch {
    return false;
  } finally {
    client.close();
  }
}
