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

/** On any free port, unless `env` says otherwise. It does not outlive the test. */
export function startApp(env: Record<string, string>): AppProcess {
  return follow(NODE, new URL("../..", import.meta.url), env);
}

/** The same by `npm start` in the repository's root: signals go to npm alone; all that it left behind has to end, too. */
export function npmStart(env: Record<string, string>): AppProcess {
  return follow(["npm", "start"], new URL("../../../..", import.meta.url), env);
}

function follow([command = "", ...args]: readonly string[], folder: URL, env: Record<string, string>): AppProcess {
  const child = spawn(command, args, {
    cwd: fileURLToPath(folder),
    env: { PATH: process.env.PATH, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const closed = once(child, "close");
  onTestFinished(() => ended(child, closed));

  return {
    async ready() {
      for (;;) {
        const url = /is ready: +(\S+)/.exec(stdout.text)?.[1];
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
}

/** A folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "training-sample-"));
  // Where the tests run as root, Postgres does not, and has to get in.
  await chmod(folder, 0o755);
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
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
