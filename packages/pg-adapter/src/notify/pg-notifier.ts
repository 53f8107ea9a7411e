import { type Notifier, wait } from "@factum/core";
import pg, { type ClientConfig, type Pool } from "pg";
import { within } from "../connect/within.js";
import { channelOf, notify } from "./send-wake-up.js";

/** At most one NOTIFY in so many milliseconds from one process. */
const COALESCE_MS = 5;
const FIRST_RECONNECT_MS = 100;
const LAST_RECONNECT_MS = 5_000;
/** How long the listening connection may take to say goodbye before it is cut. */
const GOODBYE_MS = 500;
const TIMEOUTS = { connectionTimeoutMillis: 10_000, query_timeout: 30_000 };

export interface PgNotifierOptions {
  /** Sends the notifications. */
  readonly pool: Pool;
  /**
   * Of the one connection that listens. It must not lead through a transaction-mode pooler, which takes LISTEN and passes
   * no notification on: listeners then find events by polling alone.
   */
  readonly listen: ClientConfig;
  readonly schema?: string;
  /**
   * How often the listening connection has to show that it still leads to the server, in milliseconds; when it does not,
   * there is a new one. Default 30,000.
   */
  readonly probeMs?: number;
  /**
   * Told when the listening connection is lost or a notification could not be sent, which both heal by themselves, and of
   * whatever a subscriber throws, at once or later. Without it these last become warnings of the process.
   */
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
  readonly #wakes = new Set<() => unknown>();
  readonly #closing = new AbortController();
  #listening: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PgNotifierOptions) {
    this.#options = options;
    this.#channel = channelOf(options.schema);
  }

  notify(): void {
    // Listeners of this process need no round trip.
    this.#wake();
    if (this.#timer !== undefined || this.#closing.signal.aborted) return;
    this.#timer = setTimeout(() => void this.#send(), COALESCE_MS);
  }

  subscribe(wake: () => void): () => void {
    const subscription = () => wake();
    this.#wakes.add(subscription);
    this.#listening ??= this.#listen();
    return () => this.#wakes.delete(subscription);
  }

  /**
   * Stops listening and sending, within a second even if the server has fallen silent. What there was to tell is told before:
   * listeners that were stopped just now say that others may go on. Safe to call twice.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      await within(GOODBYE_MS, this.#send());
    }
    await this.#listening;
  }

  /** Never rejects. */
  async #send(): Promise<void> {
    this.#timer = undefined;
    try {
      await notify(this.#options.pool, this.#channel);
    } catch (error) {
      this.#report(error);
    }
  }

  async #listen(): Promise<void> {
    const { signal } = this.#closing;
    for (let delay = FIRST_RECONNECT_MS; !signal.aborted; delay = Math.min(LAST_RECONNECT_MS, delay * 2)) {
      try {
        await this.#listenOnce(() => {
          delay = FIRST_RECONNECT_MS;
        });
      } catch (error) {
        this.#report(error);
      }
      await wait(delay, signal).catch(() => {});
    }
  }

  /** Listens until the connection is lost or the notifier closed. */
  async #listenOnce(onListening: () => void): Promise<void> {
    const { signal } = this.#closing;
    const client = new pg.Client({ keepAlive: true, ...TIMEOUTS, ...this.#options.listen });
    const over = new Promise<void>((resolve) => {
      client.once("end", resolve);
      client.on("error", (error) => {
        this.#report(error);
        resolve();
      });
    });
    const cut = () => void goodbye(client);
    signal.addEventListener("abort", cut, { once: true });
    try {
      client.on("notification", () => this.#wake());
      // A connection that is ended before it is made never settles its promise.
      await Promise.race([client.connect(), over]);
      if (signal.aborted) return;
      const listen = `listen "${this.#channel}"`;
      await client.query(listen);
      onListening();
      this.#wake(); // Something may have been appended while nobody listened.
      // A socket that leads nowhere any more looks like one on which nothing happens.
      while (!(await within(this.#options.probeMs ?? 30_000, over))) await client.query(listen);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener("abort", cut);
      await goodbye(client);
    }
  }

  /** Whoever appends, and the connection that listens, must not fail with a subscriber. */
  #wake(): void {
    for (const wake of this.#wakes) {
      const tell = (error: unknown) => this.#tell(this.#options.onError ?? warn, error);
      try {
        // Asynchronous against its type, it must not end the process.
        const returned = wake();
        if (returned instanceof Promise) returned.catch(tell);
      } catch (error) {
        tell(error);
      }
    }
  }

  #report(error: unknown): void {
    if (!this.#closing.signal.aborted && this.#options.onError !== undefined) this.#tell(this.#options.onError, error);
  }

  #tell(onError: (error: unknown) => void, error: unknown): void {
    try {
      onError(error);
    } catch (failure) {
      warn(failure);
    }
  }
}

/** Ends the connection in order, or cuts it if the server, or what stands before it, says nothing. */
async function goodbye(client: pg.Client): Promise<void> {
  if (!(await within(GOODBYE_MS, client.end()))) client.connection.stream.destroy();
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
