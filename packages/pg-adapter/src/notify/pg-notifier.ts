import { type Notifier, wait } from "@factum/core";
import pg, { type ClientConfig, type Pool } from "pg";
import { schemaName } from "../values/schema-name.js";

/** At most one NOTIFY in so many milliseconds from one process. */
const COALESCE_MS = 5;
const FIRST_RECONNECT_MS = 100;
const LAST_RECONNECT_MS = 5_000;

export interface PgNotifierOptions {
  /** Sends the notifications. */
  readonly pool: Pool;
  /** Of the one connection that listens. Must not lead through a transaction-mode pooler, which drops LISTEN. */
  readonly listen: ClientConfig;
  readonly schema?: string;
  /** Told when the listening connection is lost or a notification could not be sent; both heal by themselves. */
  readonly onError?: (error: unknown) => void;
}

/**
 * Wake-ups by LISTEN and NOTIFY, for all processes on one database.
 *
 * Notifications are sent after the commit, on their own, coalesced. While the listening connection is down wake-ups are
 * lost, as any wake-up may be: listeners poll.
 */
export class PgNotifier implements Notifier {
  readonly #options: PgNotifierOptions;
  readonly #channel: string;
  readonly #wakes = new Set<() => void>();
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PgNotifierOptions) {
    this.#options = options;
    this.#channel = `factum_${schemaName(options.schema)}`;
  }

  notify(): void {
    // Listeners of this process need no round trip.
    this.#wake();
    if (this.#timer !== undefined || this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#options.pool
        .query("select pg_notify($1, '')", [this.#channel])
        .catch((error: unknown) => this.#report(error));
    }, COALESCE_MS);
  }

  subscribe(wake: () => void): () => void {
    const subscription = () => wake();
    this.#wakes.add(subscription);
    this.#listening ??= this.#listen();
    return () => this.#wakes.delete(subscription);
  }

  /** Stops listening and sending. Safe to call twice. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    this.#closing.abort();
    await this.#listening;
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    for (let delay = FIRST_RECONNECT_MS; !signal.aborted; ) {
      const client = new pg.Client({ keepAlive: true, ...this.#options.listen });
      const lost = new Promise<void>((resolve) => {
        client.once("end", resolve);
        client.on("error", (error) => {
          this.#report(error);
          resolve();
        });
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      try {
        client.on("notification", () => this.#wake());
        await client.connect();
        await client.query(`listen "${this.#channel}"`);
        delay = FIRST_RECONNECT_MS;
        this.#wake(); // Something may have been appended while nobody listened.
        await lost;
      } catch (error) {
        this.#report(error);
      }
      await client.end().catch((error: unknown) => this.#report(error));
      await wait(delay, signal).catch(() => {});
      delay = Math.min(LAST_RECONNECT_MS, delay * 2);
    }
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  #report(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#options.onError?.(error);
  }
}
