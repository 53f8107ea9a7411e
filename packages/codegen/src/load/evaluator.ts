import { type ChildProcess, spawn } from "node:child_process";
import { childArguments } from "./child-command.js";
import { endWithParent } from "./end-with-parent.js";
import type { EvaluatedFile, EvaluateReply, EvaluateRequest, Evaluation } from "./evaluate/protocol.js";
import { scrubEnvironment } from "./scrub-environment.js";

/** How long node and tsx may take to start, even on a machine that has much else to do. */
const STARTUP_SECONDS = 60;

/** How much of what was printed is told when the process has ended, in UTF-16 code units. */
const MAX_ERRORS = 2000;

/** How long to wait for what models printed, once they are evaluated. It was written by then; only reading is left to do. */
const LAST_WORDS_MS = 20;

export interface EvaluateOptions {
  /** Absolute; the child's working directory, where tsx looks for a tsconfig. */
  readonly folder: string;
  /** How long one file may take. */
  readonly timeoutSeconds: number;
  /** Gets what the models print. */
  readonly onOutput: (text: string) => void;
  /** Ends the evaluation; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** A child process that evaluates model files, once. It starts before it is asked, so that it need not start then. */
export interface Evaluator {
  /** By this process's clock, in milliseconds. */
  readonly startedAt: number;
  /** Whether it may still be asked: it was not yet, and has not ended. */
  isReady(): boolean;
  /** Ends the child, too. */
  evaluate(files: readonly string[], options: EvaluateOptions): Promise<Run>;
  kill(): void;
}

export type Run =
  | ({ readonly kind: "done" } & Evaluation)
  /** The file hung, or ended the process; what became of the others is not known. */
  | { readonly kind: "failed"; readonly result: EvaluatedFile };

export function startEvaluator(folder: string): Evaluator {
  const startedAt = Date.now();
  const child = spawn(process.execPath, childArguments(), {
    cwd: folder,
    env: scrubEnvironment(process.env),
    // Models may print; the conversation has a channel of its own.
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const release = endWithParent(child);
  let failedToStart: Error | undefined;
  let used = false;
  child.once("error", (error) => {
    failedToStart = error;
  });
  return {
    startedAt,
    isReady: () => !used && failedToStart === undefined && child.connected,
    async evaluate(files, options) {
      used = true;
      options.signal?.addEventListener("abort", kill, { once: true });
      try {
        if (failedToStart !== undefined) throw failedToStart;
        options.signal?.throwIfAborted();
        const run = await conversation(child, files, options);
        options.signal?.throwIfAborted();
        return run;
      } finally {
        options.signal?.removeEventListener("abort", kill);
        kill();
      }
    },
    kill,
  };

  function kill(): void {
    used = true;
    release();
    child.kill("SIGKILL");
  }
}

function conversation(child: ChildProcess, files: readonly string[], options: EvaluateOptions): Promise<Run> {
  return new Promise((resolve, reject) => {
    let current = files[0] ?? "";
    let errors = "";
    let isDone = false;
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
        const done: Run = { kind: "done", results: reply.results, edges: reply.edges };
        // What was printed comes on another way, and may come later; a model's own children may keep that way open.
        timer = setTimeout(() => resolve(done), LAST_WORDS_MS);
        child.once("close", () => {
          clearTimeout(timer);
          resolve(done);
        });
        isDone = true;
        return;
      }
      if (reply.type !== "evaluating") return;
      current = reply.file;
      errors = "";
      timer = startTimer(options.timeoutSeconds);
    });
    child.on("exit", (code, signal) => {
      if (isDone) return;
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
