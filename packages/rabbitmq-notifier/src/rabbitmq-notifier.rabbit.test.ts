import {
  type EventStore,
  type Listener,
  type ListenersOptions,
  MemoryEventStore,
  MemoryListenerStore,
  type RunningListeners,
  startListeners,
  uuidv7,
} from "@factum/core";
import { notifierContract } from "@factum/testing/contract";
import { startTestServer } from "@factum/testing/pg";
import { type Channel, type ChannelModel, connect } from "amqplib";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { RabbitmqNotifier, type RabbitmqNotifierOptions } from "./rabbitmq-notifier.js";
import { RabbitmqUnavailableError } from "./rabbitmq-unavailable-error.js";
import { type BrokerProxy, openProxy } from "./test-support/open-proxy.js";
import { runProgram } from "./test-support/run-program.js";
import { rabbitPrograms, startRabbit, type TestRabbit } from "./test-support/start-rabbit.js";
import { openStore } from "./test-support/wiring.js";

const programs = rabbitPrograms();
if (programs === undefined) {
  console.warn(
    "SKIPPED: the tests of RabbitmqNotifier on a real broker. No rabbitmq-server and epmd were found; " +
      "install them with `apt-get install rabbitmq-server` or `brew install rabbitmq`. They need not run.",
  );
}

describe.skipIf(programs === undefined)("On a real RabbitMQ", () => {
  let rabbit: TestRabbit;
  beforeAll(async () => {
    if (programs !== undefined) rabbit = await startRabbit(programs);
  });
  afterAll(() => rabbit?.remove());

  /** A store of each test's own. */
  let schema: string;
  const opened: { close(): Promise<unknown> }[] = [];
  beforeEach(() => {
    schema = `t_${uuidv7()}`;
  });
  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  /** A notifier of the test's store, as another process would have. */
  function open(options: Partial<RabbitmqNotifierOptions> = {}): RabbitmqNotifier {
    const notifier = new RabbitmqNotifier({ url: rabbit.url, schema, ...options });
    opened.push(notifier);
    return notifier;
  }

  /** One that listens, and has been woken once for that. */
  async function listening(options: Partial<RabbitmqNotifierOptions> = {}) {
    const wake = vi.fn();
    const notifier = open(options);
    notifier.subscribe(wake);
    await vi.waitFor(() => expect(wake).toHaveBeenCalled(), 10_000);
    wake.mockClear();
    return { notifier, wake };
  }

  async function proxied(): Promise<BrokerProxy> {
    const proxy = await openProxy(rabbit.url);
    opened.push(proxy);
    return proxy;
  }

  /** A client of the broker that is none of ours, with the store's exchange made. */
  async function outsider(): Promise<{ readonly channel: Channel; readonly exchange: string }> {
    const model: ChannelModel = await connect(rabbit.url);
    opened.push(model);
    const channel = await model.createChannel();
    const exchange = `factum.${schema}`;
    await channel.assertExchange(exchange, "fanout", { durable: false });
    return { channel, exchange };
  }

  const woken = (wake: ReturnType<typeof vi.fn>) => vi.waitFor(() => expect(wake).toHaveBeenCalled(), 10_000);

  notifierContract({
    name: "RabbitmqNotifier",
    open: async () => {
      const told: unknown[] = [];
      const schema = `t_${uuidv7()}`;
      const onError = (error: unknown) => void told.push(error);
      const proxy = await openProxy(rabbit.url);
      const notifier = new RabbitmqNotifier({ url: proxy.url, schema, onError });
      const another = new RabbitmqNotifier({ url: rabbit.url, schema, onError });
      const close = async () => {
        await Promise.all([notifier.close(), another.close()]);
        await proxy.close();
      };
      return { notifier, another, told, interrupt: async () => proxy.cut(), close };
    },
  });

  describe("RabbitmqNotifier", () => {
    it("wakes the listeners of another process with the first message that it sends", async () => {
      const { wake } = await listening();
      open().notify();
      await woken(wake);
    });

    it("wakes nobody of another store", async () => {
      const { wake } = await listening({ schema: `other_${schema}` });
      const { notifier, wake: near } = await listening();
      open().notify();
      await woken(near);
      await notifier.close();
      expect(wake).not.toHaveBeenCalled();
    });

    it("makes two messages of a thousand notifications: one at once, and one for all the others", async () => {
      const { channel, exchange } = await outsider();
      const { queue } = await channel.assertQueue("", { exclusive: true });
      await channel.bindQueue(queue, exchange, "");
      const { notifier } = await listening();
      for (let n = 0; n < 1_000; n++) notifier.notify();
      await vi.waitFor(async () => expect((await channel.checkQueue(queue)).messageCount).toBe(2), 10_000);
      await notifier.close();
      expect((await channel.checkQueue(queue)).messageCount).toBe(2);
      expect(await channel.get(queue)).toMatchObject({ content: Buffer.alloc(0), properties: { deliveryMode: 1 } });
    });

    it("leaves no queue at the broker, and takes its leave", async () => {
      const { channel, exchange } = await outsider();
      const returned = vi.fn();
      channel.on("return", returned);
      const { notifier } = await listening();
      await notifier.close();
      await vi.waitFor(() => {
        channel.publish(exchange, "", Buffer.alloc(0), { mandatory: true });
        expect(returned).toHaveBeenCalled();
      }, 10_000);
    });

    it("lets no more than two wake-ups wait for a process that takes none", async () => {
      const { channel, exchange } = await outsider();
      const { queue } = await channel.assertQueue("", { exclusive: true });
      await channel.bindQueue(queue, exchange, "");
      const proxy = await proxied();
      const { wake } = await listening({ url: proxy.url });
      proxy.silence();
      for (let n = 0; n < 5_000; n++) channel.publish(exchange, "", Buffer.alloc(0));
      await vi.waitFor(async () => expect((await channel.checkQueue(queue)).messageCount).toBe(5_000), 10_000);
      proxy.speak();
      await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(2), 10_000);
      channel.publish(exchange, "", Buffer.alloc(0));
      await vi.waitFor(() => expect(wake).toHaveBeenCalledTimes(3), 10_000);
    });

    it("comes back after its connection was cut, tells so, wakes its subscribers, and says what it could not say", async () => {
      const errors: unknown[] = [];
      const proxy = await proxied();
      const { notifier, wake } = await listening({ url: proxy.url, onError: (error) => errors.push(error) });
      const { wake: far } = await listening();
      for (let round = 0; round < 3; round++) {
        proxy.cut();
        await vi.waitFor(() => expect(errors).toHaveLength(round + 1), 10_000);
        wake.mockClear();
        await woken(wake);
        far.mockClear();
        notifier.notify();
        await woken(far);
      }
      expect(errors[0]).toBeInstanceOf(RabbitmqUnavailableError);

      proxy.cut();
      far.mockClear();
      notifier.notify();
      await woken(far);
    });

    it("comes back after somebody deleted the exchange, if it sends and if it only listens", async () => {
      const onError = vi.fn();
      const { notifier } = await listening({ onError });
      const { wake } = await listening({ onError, probeMs: 20 });
      const { channel, exchange } = await outsider();
      await channel.deleteExchange(exchange);
      notifier.notify();
      await vi.waitFor(() => expect(onError).toHaveBeenCalledTimes(2), 10_000);
      for (const [error] of onError.mock.calls) expect(error.message).toContain("NOT_FOUND");
      await woken(wake);
      wake.mockClear();
      await vi.waitFor(() => {
        notifier.notify();
        expect(wake).toHaveBeenCalled();
      }, 10_000);
    });

    it("sends one message, and no more, to a broker that blocks whoever sends, and another when it is over", async () => {
      const { channel, exchange } = await outsider();
      const { queue } = await channel.assertQueue("", { exclusive: true });
      await channel.bindQueue(queue, exchange, "");
      const proxy = await proxied();
      const { notifier, wake } = await listening({ url: proxy.url });
      let sent = 0;
      const sentAndSeen = async (message: () => unknown) => {
        message();
        sent++;
        await vi.waitFor(async () => expect((await channel.checkQueue(queue)).messageCount).toBe(sent), 10_000);
      };
      const fromOutside = () => channel.publish(exchange, "", Buffer.alloc(0));

      proxy.say(methodFrame(10, 60, "\x03low"));
      await sentAndSeen(fromOutside);
      await woken(wake); // So it knows that it is blocked, which was said before.
      await sentAndSeen(() => notifier.notify());
      for (let n = 0; n < 10; n++) {
        notifier.notify();
        await sentAndSeen(fromOutside);
      }
      await sentAndSeen(() => proxy.say(methodFrame(10, 61)));
    });

    it("tells that the broker refuses user and password, or has no such virtual host", async () => {
      const messages: string[] = [];
      const onError = (error: unknown) => messages.push((error as Error).message);
      const url = new URL(rabbit.url);
      url.password = "wr0ng";
      open({ url: url.href, onError }).notify();
      open({ url: `${rabbit.url}/nowhere`, onError }).notify();
      await vi.waitFor(() => expect(new Set(messages.map((text) => /403|530/.exec(text)?.[0])).size).toBe(2), 10_000);
      expect(messages.join()).not.toContain("wr0ng");
    });

    it("closes, even if the broker falls silent", async () => {
      const proxy = await proxied();
      const { notifier } = await listening({ url: proxy.url });
      proxy.silence();
      notifier.notify();
      await notifier.close();
    });

    it("gives up a silent connection after two or three heartbeats, and makes a new one", async () => {
      const proxy = await proxied();
      const onError = vi.fn();
      const { wake } = await listening({ url: `${proxy.url}?heartbeat=1`, onError });
      proxy.silence();
      await vi.waitFor(() => expect(onError).toHaveBeenCalled(), 10_000);
      expect(onError.mock.calls[0]?.[0].message).toContain("Heartbeat timeout");
      proxy.speak();
      await woken(wake);
    });

    it("does not keep a process alive once it is closed", async () => {
      const { code, output } = await runProgram(`
        import { RabbitmqNotifier } from "./rabbitmq-notifier.js";
        const notifier = new RabbitmqNotifier({ url: ${JSON.stringify(rabbit.url)}, schema: ${JSON.stringify(schema)} });
        await new Promise((resolve) => notifier.subscribe(resolve));
        notifier.notify();
        await notifier.close();
        console.log("closed");`);
      expect({ code, output }).toEqual({ code: 0, output: "closed\n" });
    });
  });

  describe("A listener of another process", () => {
    /** Notes positions; its checkpoint is in memory. */
    function listen(options: Omit<ListenersOptions, "store">) {
      const store = new MemoryListenerStore();
      const noted: number[] = [];
      const listener: Listener = {
        title: "Noting",
        onFailure: "pause",
        resolve: async () => [
          {
            declaration: { name: "noting_v1", kind: "reaction", shards: 1, tables: [] },
            keysOf: () => [],
            async apply({ move, events }) {
              noted.push(...events.map(({ position }) => position));
              return store.advance(move);
            },
          },
        ],
      };
      const running: RunningListeners = startListeners([listener], { ...options, store });
      opened.push({ close: () => running.stop() });
      return { noted, running };
    }

    const append = async (store: EventStore) => {
      const event = { eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
      const { position } = await store.append({ streamId: `a-${uuidv7()}`, expectedVersion: 0, events: [event] });
      return position;
    };

    const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

    it("is woken when its store is on Postgres, as the README wires it", async () => {
      const database = await startTestServer();
      try {
        const [near, far] = [
          await openStore(database.connectionString, rabbit.url),
          await openStore(database.connectionString, rabbit.url),
        ];
        const { running } = listen({ events: far.events, notifier: far.notifier, pollMs: Number.POSITIVE_INFINITY });
        for (let n = 0; n < 10; n++) await running.waitFor(await append(near.events), { timeoutMs: 20_000 });
        const query = "select count(*)::int as listening from pg_stat_activity where query ilike 'listen%'";
        expect((await near.pool.query(query)).rows).toEqual([{ listening: 0 }]);
        await running.stop();
        await Promise.all([near.close(), far.close()]);
      } finally {
        await database.stop();
      }
    });

    it("is woken by the broker alone, and without it finds everything by polling; when it is back, by the broker again", async () => {
      // The store is the database that both processes share; only the one that appends tells its notifier.
      const store = new MemoryEventStore({ notifier: open() });
      const { notifier } = await listening();
      const woken = listen({ events: store, notifier, pollMs: Number.POSITIVE_INFINITY });
      const polling = listen({ events: store, notifier, pollMs: 20 });

      for (let n = 0; n < 20; n++) await woken.running.waitFor(await append(store));
      expect(woken.noted).toEqual(upTo(20));

      await rabbit.stop();
      for (let n = 0; n < 20; n++) await polling.running.waitFor(await append(store));
      expect(polling.noted).toEqual(upTo(40));
      expect(woken.noted).toEqual(upTo(20));

      await rabbit.start();
      await woken.running.waitFor(40, { timeoutMs: 20_000 });
      for (let n = 0; n < 20; n++) await woken.running.waitFor(await append(store), { timeoutMs: 20_000 });
      expect(woken.noted).toEqual(upTo(60));
      await polling.running.waitFor(60);
      expect(polling.noted).toEqual(upTo(60));
    });
  });
});

/** A frame of AMQP 0-9-1 on channel 0, as the broker sends it: 10, 60 is connection.blocked, 10, 61 connection.unblocked. */
function methodFrame(classId: number, methodId: number, fields = ""): Buffer {
  const size = 4 + fields.length;
  return Buffer.concat([
    Buffer.from([1, 0, 0, 0, 0, 0, size, 0, classId, 0, methodId]),
    Buffer.from(`${fields}`),
    Buffer.from([0xce]),
  ]);
}
