import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** The application as a process of its own, as `npm start` runs it. */
export interface AppProcess {
  /** Where it answers. @throws {Error} with what it said, if it ends before it is ready */
  ready(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Resolves when it has ended. */
  ended(): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
}

const NODE: readonly string[] = [process.execPath, "--conditions=@factum/source", "--import", "tsx", "src/main.ts"];
const APP = new URL("../..", import.meta.url);

/** On any free port, unless `env` says otherwise. It does not outlive the test. */
export function startApp(env: Record<string, string>): AppProcess {
  return untilTestEnds(launch(NODE, APP, env));
}

/** The same by `npm start` in the repository's root: signals go to npm alone; all that it left behind has to end, too. */
export function npmStart(env: Record<string, string>): AppProcess {
  return untilTestEnds(launch(["npm", "start"], new URL("../../../..", import.meta.url), env));
}

/** One application for all tests of a file, with data of its own. Call it in `beforeAll`, and `end` in `afterAll`. */
export async function startSharedApp(): Promise<{ readonly url: string; end(): Promise<void> }> {
  const folder = await makeFolder();
  const { app, end: endApp } = launch(NODE, APP, { DATA_DIR: folder });
  const end = async () => {
    await endApp();
    await removeFolder(folder);
  };
  try {
    return { url: await app.ready(), end };
  } catch (error) {
    await end();
    throw error;
  }
}

interface Launched {
  readonly app: AppProcess;
  end(): Promise<void>;
}

function untilTestEnds({ app, end }: Launched): AppProcess {
  onTestFinished(end);
  return app;
}

function launch([command = "", ...args]: readonly string[], folder: URL, env: Record<string, string>): Launched {
  const child = spawn(command, args, {
    cwd: fileURLToPath(folder),
    env: { PATH: process.env.PATH, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const closed = once(child, "close");
  const app: AppProcess = {
    async ready() {
      for (;;) {
        const url = /is ready: +(http:[\w./:-]+)/.exec(stdout.text)?.[1];
        if (url !== undefined) return url;
        const gone = await Promise.race([once(child.stdout, "data").then(() => false), closed.then(() => true)]);
        if (gone) throw new Error(`The application ended before it was ready:\n${stdout.text}${stderr.text}`);
      }
    },
    signal: (signal) => void child.kill(signal),
    async ended() {
      await closed;
      return { code: child.exitCode, stdout: stdout.text, stderr: stderr.text };
    },
  };
  return { app, end: () => ended(child, closed) };
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await makeFolder();
  onTestFinished(() => removeFolder(folder));
  return folder;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "training-sample-"));
  // Where the tests run as root, Postgres does not, and has to get in.
  await chmod(folder, 0o755);
  return folder;
}

function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function ended(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await closed;
}

function collect(stream: NodeJS.ReadableStream): { text: string } {
  const collected = { text: "" };
  stream.setEncoding("utf8").on("data", (text: string) => {
    collected.text += text;
  });
  return collected;
}
