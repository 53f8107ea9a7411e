import type { Disturbance } from "./split-app.js";

/** Lets disturbances happen in the course of the work: one after another, the first after a share of it, none at its end. */
export class Disturbances {
  readonly #ahead: { readonly at: number; readonly disturbance: Disturbance }[];
  readonly #happened: string[] = [];
  #last: Promise<void> = Promise.resolve();

  constructor(disturbances: readonly Disturbance[], total: number) {
    this.#ahead = disturbances.map((disturbance, index) => ({
      at: Math.ceil((total * (index + 1)) / (disturbances.length + 1)),
      disturbance,
    }));
  }

  /** So much of the work is done. */
  reach(done: number): void {
    for (let [next] = this.#ahead; next !== undefined && next.at <= done; [next] = this.#ahead) {
      this.#ahead.shift();
      const { what, happen } = next.disturbance;
      this.#last = this.#last.then(happen).then(() => void this.#happened.push(`${what}, after ${done} trainings`));
      // Who waits for the end is told.
      this.#last.catch(() => {});
    }
  }

  /** What has happened, once the last has. @throws what went wrong with one of them */
  async done(): Promise<readonly string[]> {
    await this.#last;
    return this.#happened;
  }
}
