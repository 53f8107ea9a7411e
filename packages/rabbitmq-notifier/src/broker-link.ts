import { wait } from "@factum/core";
import { type Channel, type ChannelModel, connect, type SocketOptions } from "amqplib";

/** How long the broker may take to say goodbye before the connection is cut. */
const GOODBYE_MS = 500;
/** How long it may take to greet. */
const GREETING_MS = 10_000;
const EMPTY = Buffer.alloc(0);

export interface BrokerLinkOptions {
  readonly url: string;
  readonly socket?: SocketOptions | undefined;
  readonly exchange: string;
  /** How often it makes sure that messages still find their way to it, in milliseconds. */
  readonly probeMs: number;
  /** Called for every message, and once when messages begin to come: what was sent before reached nobody here. */
  readonly onMessage: () => void;
  /** Called when another message may be published, after {@link BrokerLink.publish} returned false. */
  readonly onWritable: () => void;
}

/** One connection to the broker, from its making to its end; there is no way back from that. */
export class BrokerLink {
  /** Resolves to what ended the connection. Never rejects. */
  readonly over: Promise<unknown>;
  readonly #options: BrokerLinkOptions;
  readonly #model: ChannelModel;
  readonly #channel: Channel;
  readonly #cut: AbortController;
  #blocked = false;
  #consuming = false;
  #end: (cause: unknown) => void = () => {};
  #closed: Promise<void> | undefined;

  /**
   * Connects and makes the exchange.
   *
   * @throws what amqplib or the socket say; at once when the signal is aborted
   */
  static async open(options: BrokerLinkOptions, signal: AbortSignal): Promise<BrokerLink> {
    const cut = new AbortController();
    const abort = () => cut.abort(signal.reason);
    signal.throwIfAborted();
    signal.addEventListener("abort", abort, { once: true });
    try {
      const socket = { keepAlive: true, noDelay: true, timeout: GREETING_MS, ...options.socket, signal: cut.signal };
      const model = await connect(options.url, socket);
      // What goes wrong here comes out of the calls below; without a listener it would end the process.
      model.on("error", () => {});
      // One message at a time is handed to the socket: another one says nothing new.
      const channel = await model.createChannel({ highWaterMark: 1 });
      channel.on("error", () => {});
      const link = new BrokerLink(options, model, channel, cut);
      await channel.assertExchange(options.exchange, "fanout", { durable: false });
      return link;
    } catch (error) {
      cut.abort();
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  private constructor(options: BrokerLinkOptions, model: ChannelModel, channel: Channel, cut: AbortController) {
    this.#options = options;
    this.#model = model;
    this.#channel = channel;
    this.#cut = cut;
    this.over = new Promise((resolve) => {
      this.#end = resolve;
    });
    model.on("error", this.#end);
    model.on("close", (error) => this.#end(error ?? new Error("the connection was closed")));
    model.on("blocked", () => {
      this.#blocked = true;
    });
    model.on("unblocked", () => {
      this.#blocked = false;
      options.onWritable();
    });
    channel.on("error", this.#end);
    // When the whole connection ends, its channels end first, and know no reason.
    channel.on("close", () => queueMicrotask(() => this.#end(new Error("the broker closed the channel"))));
    channel.on("drain", () => {
      if (!this.#blocked) options.onWritable();
    });
  }

  /**
   * Hands a message over, and returns whether it takes another one now. Never throws, and promises nothing: a message may be
   * lost with the connection.
   */
  publish(): boolean {
    try {
      const writable = this.#channel.publish(this.#options.exchange, "", EMPTY, { persistent: false });
      return writable && !this.#blocked;
    } catch (error) {
      this.#end(error);
      return false;
    }
  }

  /** Lets messages come, this process's own among them. Never throws: if they cannot come, the link is over. */
  consume(): void {
    if (this.#consuming) return;
    this.#consuming = true;
    this.#consume().catch(this.#end);
  }

  /** Says goodbye, or cuts the connection if the broker does not answer. Safe to call twice; never rejects. */
  close(): Promise<void> {
    this.#closed ??= this.#goodbye();
    return this.#closed;
  }

  /**
   * However slow this process is, one message is on its way to it and one waits at the broker; they say all that others would.
   * For the same reason its own messages must count: one of them may have taken the place of another process's.
   */
  async #consume(): Promise<never> {
    const settings = { exclusive: true, autoDelete: true, durable: false, maxLength: 1 };
    const { queue } = await this.#channel.assertQueue("", settings);
    await this.#channel.bindQueue(queue, this.#options.exchange, "");
    await this.#channel.prefetch(1);
    await this.#channel.consume(queue, (message) => {
      if (message === null) return this.#end(new Error("the broker deleted the queue"));
      // Before anybody is woken, who may close this link.
      this.#channel.ack(message);
      this.#options.onMessage();
    });
    this.#options.onMessage();
    // Whoever deletes the exchange takes the binding along, and the broker tells nobody but the next to bind or to publish.
    for (;;) {
      await wait(this.#options.probeMs, this.#cut.signal);
      await this.#channel.bindQueue(queue, this.#options.exchange, "");
    }
  }

  async #goodbye(): Promise<void> {
    const answered = new AbortController();
    const goodbye = this.#model.close().catch(() => {});
    await Promise.race([goodbye, wait(GOODBYE_MS, answered.signal).catch(() => {})]);
    answered.abort();
    // Whatever happened, no socket may stay behind.
    this.#cut.abort();
    this.#end(new Error("the connection was closed"));
  }
}
