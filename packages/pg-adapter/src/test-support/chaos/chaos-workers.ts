import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { wait } from "@factum/core";
import type { ChaosRequest } from "./chaos-app.js";

const APP = fileURLToPath(new URL("./chaos-app.ts", import.meta.url));

/** Processes that run listeners, and what may happen to them. */
export class ChaosWorkers {
  readonly #request: Omit<ChaosRequest, "name">;
  readonly #workers: { readonly name: string; readonly process: ChildProcess }[] = [];
  #started = 0;

  constructor(request: Omit<ChaosRequest, "name">) {
    this.#request = request;
  }

  /** Starts one more, and waits until it runs its listeners. */
  async start(): Promise<void> {
    this.#started++;
    const name = `${this.#request.schema} worker ${this.#started}${this.#request.hasMedicine ? " with medicine" : ""}`;
    const request: ChaosRequest = { ...this.#request, name };
    const args = ["--conditions=@factum/source", "--import", "tsx", APP, JSON.stringify(request)];
    const worker = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    this.#workers.push({ name, process: worker });
    await Promise.race([once(worker, "message"), once(worker, "exit")]);
    if (worker.exitCode !== null) throw new Error(`A worker ended with code ${worker.exitCode}.`);
  }

  /** Kills one of them, and starts another. */
  async killOne(): Promise<void> {
    await kill(this.#takeOne());
    await this.start();
  }

  /**
   * Stops one of them, that of this name if there is one, in whatever it does for longer than its lease; then it goes on, and
   * knows nothing of it.
   */
  async freezeOne(wanted?: string): Promise<void> {
    const any = this.#workers[randomInt(this.#workers.length)];
    const worker = (this.#workers.find(({ name }) => name === wanted) ?? any)?.process as ChildProcess;
    worker.kill("SIGSTOP");
    await wait(this.#request.leaseMs * 2);
    worker.kill("SIGCONT");
  }

  /** Stops one of them in order, and starts another. */
  async replaceOne(): Promise<void> {
    await stop(this.#takeOne());
    await this.start();
  }

  async killAll(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => kill(worker.process)));
  }

  #takeOne(): ChildProcess {
    return this.#workers.splice(randomInt(this.#workers.length), 1)[0]?.process as ChildProcess;
  }
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.kill("SIGKILL");
  await ended;
}

async function stop(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.send("stop");
  await ended;
}
