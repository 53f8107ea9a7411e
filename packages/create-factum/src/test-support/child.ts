import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** As a person's shell has it: nothing of the test runner, and npm asks its cache first. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const npm = Object.entries(process.env).filter(([name]) => /^npm_config_(cache|registry|userconfig)$/i.test(name));
  const quiet = {
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
    npm_config_fund: "false",
    NO_COLOR: "1",
  };
  return { PATH, HOME, ...Object.fromEntries(npm), ...quiet, ...more };
}

/** Runs a command to its end. @returns what it said @throws {Error} with all that it said, if it fails */
export function run(folder: string, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env: environment({}), maxBuffer: 64_000_000, shell: process.platform === "win32" };
    execFile(command, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} ${args.join(" ")} failed in ${folder}:\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

/** Starts an application by a command, on any free port. It does not outlive the test. @returns where it answers */
export async function startApp(folder: string, command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, {
    cwd: folder,
    env: environment({ PORT: "0" }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const closed = once(child, "close");
  onTestFinished(() => end(child, closed));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  for (;;) {
    const url = /is ready: +(http:[\w./:-]+)/.exec(said)?.[1];
    if (url !== undefined) return url;
    const gone = await Promise.race([once(child.stdout, "data").then(() => false), closed.then(() => true)]);
    if (gone) throw new Error(`The application ended before it was ready:\n${said}`);
  }
}

async function end(child: ChildProcess, closed: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  await closed;
}
