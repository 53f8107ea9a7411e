import { type ChildProcess, spawn } from "node:child_process";
import { childArguments } from "./child-command.js";
import { endWithParent } from "./end-with-parent.js";
import type { EvaluatedFile, EvaluateReply, EvaluateRequest } from "./evaluate/protocol.js";
import { scrubEnvironment } from "./scrub-environment.js";

/** How long node and tsx may take to start, even on a machine that has much else to do. */
const STARTUP_SECONDS = 60;

/** How much of what was printed is told when the process has ended, in UTF-16 code units. */
const MAX_ERRORS = 2000;

export interface EvaluateOptions {
  /** Absolute; the child's working directory, where tsx looks for a tsconfig. */
  readonly folder: string;
  /** How long one file may take. */
  readonly timeoutSeconds: number;
  /** Gets what the models print. */
  readonly onOutput: (text: string) => void;
}

/**
 * Evaluates model files in a child process; each file has one result, in the order given.
 *
 * A file that hangs or ends the process costs itself alone: the others are evaluated by another child.
 */
export async function evaluateModels(
  files: readonly string[],
  options: EvaluateOptions,
): Promise<readonly EvaluatedFile[]> {
  const failed: EvaluatedFile[] = [];
  for (;;) {
    const remaining = files.filter((file) => !failed.some((other) => other.file === file));
    if (remaining.length === 0) return files.map((file) => resultFor(file, failed));
    const run = await runChild(remaining, options);
    if (run.kind === "failed") failed.push(run.result);
    else return files.map((file) => resultFor(file, [...failed, ...run.results]));
  }
}

/** A model that is missing must not pass for one that was removed: its generated files would be deleted. */
function resultFor(file: string, results: readonly EvaluatedFile[]): EvaluatedFile {
  const failure = { kind: "ended", how: "without a result." } as const;
  return results.find((result) => result.file === file) ?? { file, failure };
}

type Run =
  | { readonly kind: "done"; readonly results: readonly EvaluatedFile[] }
  | { readonly kind: "failed"; readonly result: EvaluatedFile };

function runChild(files: readonly string[], options: EvaluateOptions): Promise<Run> {
  const child = spawn(process.execPath, childArguments(), {
    cwd: options.folder,
    env: scrubEnvironment(process.env),
    // Models may print; the conversation has a channel of its own.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const release = endWithParent(child);
  return conversation(child, files, options).finally(() => {
    release();
    child.kill("SIGKILL");
  });
}

function conversation(child: ChildProcess, files: readonly string[], options: EvaluateOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    let current = files[0] ?? "";
    let errors = "";
    let timer = startTimer(STARTUP_SECONDS);

    child.stdout?.on("data", (text: Buffer) => options.onOutput(text.toString()));
    child.stderr?.on("data", (text: Buffer) => {
      // The end tells why; a model may print more than fits into memory.
      errors = (errors + text.toString()).slice(-MAX_ERRORS);
      options.onOutput(text.toString());
    });
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("message", (reply: EvaluateReply) => {
      clearTimeout(timer);
      if (reply.type === "done") {
        resolve({ kind: "done", results: reply.results });
        return;
      }
      if (reply.type !== "evaluating") return;
      current = reply.file;
      errors = "";
      timer = startTimer(options.timeoutSeconds);
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      const how = signal === null ? exitedWith(code) : `by ${signal}.`;
      const failure = { kind: "ended", how: errors === "" ? how : `${how} ${errors.trim()}` } as const;
      resolve({ kind: "failed", result: { file: current, failure } });
    });
    const request: EvaluateRequest = { files };
    child.send(request);

    function startTimer(seconds: number): NodeJS.Timeout {
      return setTimeout(() => {
        const failure = { kind: "timed-out", seconds } as const;
        resolve({ kind: "failed", result: { file: current, failure } });
      }, seconds * 1000);
    }
  });
}

/** Node ends with 0 or 13 when nothing is left that could settle what a model awaits. */
function exitedWith(code: number | null): string {
  if (code !== 0 && code !== 13) return `with code ${code}.`;
  return `with code ${code}. Does it await something that never comes?`;
}
