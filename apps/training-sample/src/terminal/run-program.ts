import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Ended {
  /** Undefined if a signal ended it. */
  readonly code: number | undefined;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program of this application as `npm run` does, for tests. @param program below `src`, e.g. `demo/main.ts` */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly onOutput?: (all: string, stop: () => void) => void } = {},
): Promise<Ended> {
  const file = fileURLToPath(new URL(`../${program}`, import.meta.url));
  const { NODE_OPTIONS: _ofTheTestRunner, ...env } = process.env;
  const child = spawn(process.execPath, ["--conditions=@factum/source", "--import", "tsx", file, ...args], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    options.onOutput?.(output, () => child.kill("SIGINT"));
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code: code ?? undefined, output, errors };
}
