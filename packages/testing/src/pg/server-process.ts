import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";

/**
 * Starts the server (`$0 "$@"`) and stops it when the pipe to whoever asked for it closes, in whatever way that process
 * ended: no server outlives the tests or the app that started it. It runs in a session of its own, so that Ctrl-C reaches
 * the app alone, which then stops the server last.
 */
const SUPERVISE = `
exec 3<&0
"$0" "$@" </dev/null &
server=$!
( cat <&3; kill -INT $server ) >/dev/null 2>&1 &
watch=$!
wait $server
code=$?
kill $watch 2>/dev/null
exit $code
`;

const READY = "database system is ready to accept connections";

/** A Postgres server that runs as a child of this process. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  #log = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exited = new Promise((resolve) => child.once("exit", () => resolve()));
  }

  /** @throws {Error} with the server's own words, if it ends before it accepts connections */
  static async start(
    server: readonly string[],
    options: {
      readonly cwd: string;
      readonly onLog?: ((text: string) => void) | undefined;
    },
  ): Promise<ServerProcess> {
    const [command, ...args] = process.platform === "win32" ? server : ["/bin/sh", "-c", SUPERVISE, ...server];
    const child = spawn(command as string, args, {
      cwd: options.cwd,
      detached: process.platform !== "win32",
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C", LC_MESSAGES: "C", TZ: "UTC" },
    });
    child.stdin?.on("error", () => {}); // The server may be gone before the pipe is closed.
    const started = new ServerProcess(child);
    await started.#ready(options.onLog);
    return started;
  }

  /** Resolves when the server has ended, for whatever reason. */
  get exited(): Promise<void> {
    return this.#exited;
  }

  /** Fast shutdown: open transactions are rolled back, everything committed is on disk. */
  async stop(): Promise<void> {
    // Else a program with nothing else to do would end here, in the middle of its own last steps.
    this.#child.ref();
    if (process.platform === "win32") this.#child.kill();
    this.#child.stdin?.end();
    await this.#exited;
  }

  async #ready(onLog: ((line: string) => void) | undefined): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("exit", () => reject(new Error(`Postgres did not start:\n${this.#log.trim()}`)));
      this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
        this.#log = (this.#log + text).slice(-4_000);
        if (this.#log.includes(READY)) resolve();
        onLog?.(text);
      });
    });
    // A program that forgets to stop the server can still end; the server then ends with it.
    this.#child.unref();
    for (const pipe of [this.#child.stdin, this.#child.stderr]) (pipe as Socket | null)?.unref();
  }
}
