import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { wait } from "@factum/core";
import type { Role } from "../config.js";
import { HttpClient } from "./http-client.js";

/** The application, or a part of it, in a process of its own. */
export interface AppProcess {
  readonly url: string;
  /** In order, as Ctrl-C would. Safe to call twice. */
  stop(): Promise<void>;
  /** At once, in the middle of whatever it is doing. */
  kill(): Promise<void>;
}

export interface AppSettings {
  readonly databaseUrl: string;
  readonly role: Role;
  readonly port: number;
  /** Keeps the session secret, so that a second process knows the sessions of the first. */
  readonly dataDir: string;
}

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Starts it, and waits until it says that it is ready. @throws {Error} with what it said, if it ends */
export async function startApp(settings: AppSettings, signal: AbortSignal): Promise<AppProcess> {
  const { databaseUrl, role, port, dataDir } = settings;
  const url = `http://127.0.0.1:${port}`;
  const main = fileURLToPath(new URL("../main.ts", import.meta.url));
  const endWithParent = new URL("./end-with-parent.ts", import.meta.url).href;
  const own = { ROLE: role, PORT: String(port), HOST: "127.0.0.1", DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const child = spawn(process.execPath, [...process.execArgv, "--import", endWithParent, main], {
    // Who sends traffic sends more than people do.
    env: { ...process.env, ...own, RATE_LIMIT: "0" },
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
  };
  const kill = async () => {
    if (state === "running") state = "stopping";
    child.kill("SIGKILL");
    await exited;
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
  return { url, stop, kill };
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
