import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const COMMAND = fileURLToPath(new URL("../bin/factum.js", import.meta.url));

/** Runs the real command, without a DATABASE_URL of its surroundings, while this process goes on. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  /** Gets what it writes to its standard error, and a way to send it a signal. */
  onError: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
  /** Likewise for its standard output, with all of it so far. */
  onOutput: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const { DATABASE_URL: _ours, ...surroundings } = process.env;
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...surroundings, ...env } });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    onOutput(out, (signal) => child.kill(signal));
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    onError(text, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, out, err }));
  });
}
