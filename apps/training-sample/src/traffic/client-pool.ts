import type { HttpClient } from "./http-client.js";

/** Hands out clients that are idle, several at once for a round; whoever asks first is served first. */
export class ClientPool {
  readonly #size: number;
  readonly #idle: HttpClient[];
  readonly #waiting: { readonly wanted: number; readonly take: (clients: HttpClient[]) => void }[] = [];

  constructor(clients: readonly HttpClient[]) {
    this.#size = clients.length;
    this.#idle = [...clients];
  }

  /** Lends so many clients to `work`, or all if there are fewer, once they are free. */
  async with<Result>(wanted: number, work: (clients: HttpClient[]) => Promise<Result>): Promise<Result> {
    const clients = await new Promise<HttpClient[]>((take) => {
      this.#waiting.push({ wanted: Math.min(wanted, this.#size), take });
      this.#serve();
    });
    try {
      return await work(clients);
    } finally {
      this.#idle.push(...clients);
      this.#serve();
    }
  }

  #serve(): void {
    for (let [next] = this.#waiting; next !== undefined && next.wanted <= this.#idle.length; [next] = this.#waiting) {
      this.#waiting.shift();
      next.take(this.#idle.splice(0, next.wanted));
    }
  }
}
