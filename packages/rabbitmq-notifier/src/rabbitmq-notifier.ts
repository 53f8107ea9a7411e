import { InvalidOptionError, type Notifier, wait } from "@factum/core";
import type { SocketOptions } from "amqplib";
import { brokerAddress } from "./broker-address.js";
import { BrokerLink, type BrokerLinkOptions } from "./broker-link.js";
import { exchangeName } from "./exchange-name.js";
import { Outbox } from "./outbox.js";
import { RabbitmqUnavailableError } from "./rabbitmq-unavailable-error.js";

const FIRST_RECONNECT_MS = 100;
const LAST_RECONNECT_MS = 5_000;
/** A connection that held for so long was a good one: after it, waiting begins anew. */
const STEADY_MS = 5_000;

export interface RabbitmqNotifierOptions {
  /**
   * The broker's URL, `amqp:` or `amqps:`, with user, password and virtual host. Its parameter `heartbeat` says in how many
   * seconds the broker has to show that it is there, default 10: a silent one is given up after two to three times that.
   */
  readonly url: string;
  /** The store's schema, which names the exchange: `factum.<schema>`. Default `factum`. */
  readonly schema?: string;
  /**
   * Another name for the exchange, where several stores of one schema name share a virtual host. Stores that share an
   * exchange wake each other's listeners, which costs them a look at the store.
   */
  readonly exchange?: string;
  /** Certificates for `amqps:`, and what else amqplib takes for its socket. */
  readonly socket?: SocketOptions;
  /**
   * How often a process that listens makes sure that its queue is still bound to the exchange, in milliseconds from 1. Default
   * 30,000.
   */
  readonly probeMs?: number;
  /**
   * Told with a {@link RabbitmqUnavailableError} that there is no connection, which heals by itself, and of whatever a
   * subscriber throws. Without it these last become warnings of the process.
   */
  readonly onError?: (error: unknown) => void;
}

/**
 * Wake-ups through a fanout exchange, for all processes that name the same one.
 *
 * It connects at the first {@link notify} or {@link subscribe}, once per process, and again and again. While there is no
 * connection wake-ups are lost, as any wake-up may be: listeners poll. After each new one its subscribers are woken, and if this
 * process had something to say meanwhile, so are those of others.
 */
export class RabbitmqNotifier implements Notifier {
  readonly #broker: string;
  readonly #linkOptions: BrokerLinkOptions;
  readonly #onError: ((error: unknown) => void) | undefined;
  readonly #wakes = new Set<() => unknown>();
  readonly #outbox = new Outbox();
  readonly #closing = new AbortController();
  #link: BrokerLink | undefined;
  #running: Promise<void> | undefined;

  /** Connects to nothing yet. @throws {InvalidOptionError} for a URL, a name or an interval that makes no sense */
  constructor(options: RabbitmqNotifierOptions) {
    const { url, name } = brokerAddress(options.url);
    this.#broker = name;
    this.#linkOptions = {
      url,
      socket: options.socket,
      exchange: exchangeName(options),
      probeMs: probeInterval(options.probeMs),
      onMessage: () => this.#wake(),
      onWritable: () => this.#outbox.resume(),
    };
    this.#onError = options.onError;
  }

  notify(): void {
    // Listeners of this process need no round trip.
    this.#wake();
    if (this.#closing.signal.aborted) return;
    this.#outbox.add();
    this.#running ??= this.#run();
  }

  subscribe(wake: () => void): () => void {
    const subscription = () => wake();
    this.#wakes.add(subscription);
    if (!this.#closing.signal.aborted) {
      this.#running ??= this.#run();
      this.#link?.consume();
    }
    return () => this.#wakes.delete(subscription);
  }

  /**
   * Stops listening and sending, within a second even if the broker has fallen silent. Afterwards nothing of it keeps the
   * process alive. Safe to call twice; never rejects.
   */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#outbox.close();
    await this.#link?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let delay = FIRST_RECONNECT_MS; !signal.aborted; delay = Math.min(LAST_RECONNECT_MS, delay * 2)) {
      const { cause, heldMs } = await this.#stayLinked();
      if (signal.aborted) return;
      if (heldMs >= STEADY_MS) delay = FIRST_RECONNECT_MS;
      // A broker that comes back should not meet all its processes in the same instant.
      const retryInMs = Math.round(delay * (0.5 + Math.random() / 2));
      this.#report(new RabbitmqUnavailableError({ broker: this.#broker, retryInMs, cause }));
      await wait(retryInMs, signal).catch(() => {});
    }
  }

  /** Connects, and returns what ended the connection, or kept it from being made, and how long there was one. */
  async #stayLinked(): Promise<{ cause: unknown; heldMs: number }> {
    const { signal } = this.#closing;
    let link: BrokerLink;
    try {
      link = await BrokerLink.open(this.#linkOptions, signal);
    } catch (cause) {
      return { cause, heldMs: 0 };
    }
    const since = performance.now();
    this.#link = link;
    // Closed in the very moment in which the link was made, when there was nothing to close yet.
    if (signal.aborted) void link.close();
    this.#outbox.open(() => link.publish());
    if (this.#wakes.size > 0) link.consume();
    const cause = await link.over;
    this.#outbox.shut();
    this.#link = undefined;
    await link.close();
    return { cause, heldMs: performance.now() - since };
  }

  /** Whoever appends, and the connection, must not fail with a subscriber. */
  #wake(): void {
    for (const wake of this.#wakes) {
      try {
        // Asynchronous against its type, it must not end the process.
        const returned = wake();
        if (returned instanceof Promise) returned.catch((error: unknown) => this.#tell(error));
      } catch (error) {
        this.#tell(error);
      }
    }
  }

  #report(error: RabbitmqUnavailableError): void {
    if (this.#onError !== undefined) this.#tell(error);
  }

  #tell(error: unknown): void {
    try {
      (this.#onError ?? warn)(error);
    } catch (failure) {
      warn(failure);
    }
  }
}

function probeInterval(probeMs = 30_000): number {
  if (typeof probeMs === "number" && probeMs >= 1) return probeMs;
  throw new InvalidOptionError("probeMs", probeMs, "milliseconds from 1; Infinity is never");
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
