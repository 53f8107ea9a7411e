import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { InvalidOptionError } from "@factum/core";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { RabbitmqNotifier, type RabbitmqNotifierOptions } from "./rabbitmq-notifier.js";
import { RabbitmqUnavailableError } from "./rabbitmq-unavailable-error.js";
import { freePorts } from "./test-support/free-ports.js";
import { runProgram } from "./test-support/run-program.js";

// What it does with a broker is tested in rabbitmq-notifier.rabbit.test.ts; this is what it does without one.

const opened: RabbitmqNotifier[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

function notifierWith(options: RabbitmqNotifierOptions): RabbitmqNotifier {
  const notifier = new RabbitmqNotifier(options);
  opened.push(notifier);
  return notifier;
}

async function urlOfNobody(): Promise<string> {
  const [port] = await freePorts(1);
  return `amqp://ana:s3cret@127.0.0.1:${port}/shop`;
}

describe("RabbitmqNotifier without a broker", () => {
  it("wakes subscribers of its own process at once", async () => {
    const notifier = notifierWith({ url: await urlOfNobody() });
    const wake = vi.fn();
    notifier.subscribe(wake);
    notifier.notify();
    expect(wake).toHaveBeenCalledOnce();
  });

  it("tells again and again that there is none, where it was looked for and when it looks again, and no password", async () => {
    const errors: unknown[] = [];
    const url = await urlOfNobody();
    notifierWith({ url, onError: (error) => errors.push(error) }).notify();
    await vi.waitFor(() => expect(errors.length).toBeGreaterThanOrEqual(3), 10_000);
    for (const error of errors.slice(0, 3)) {
      expect(error).toBeInstanceOf(RabbitmqUnavailableError);
      const { code, broker, retryInMs, message, cause } = error as RabbitmqUnavailableError;
      expect({ code, broker }).toEqual({ code: "rabbitmq-unavailable", broker: url.replace("ana:s3cret@", "") });
      expect(message).toContain(`at ${broker}: connect ECONNREFUSED`);
      expect(message).toContain(`${retryInMs} ms; until then listeners find events by polling`);
      expect(message).not.toContain("s3cret");
      expect(cause).toMatchObject({ code: "ECONNREFUSED" });
    }
    const [first, , third] = errors as RabbitmqUnavailableError[];
    expect(third?.retryInMs).toBeGreaterThan(first?.retryInMs ?? 0);
  });

  it("says nothing if nobody wants to be told, and connects to nothing before it is used", async () => {
    const accepted = vi.fn();
    const { url } = await serverThat(accepted);
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    onTestFinished(() => warned.mockRestore());
    notifierWith({ url });
    const used = notifierWith({ url: await urlOfNobody() });
    used.notify();
    await used.close();
    expect(accepted).not.toHaveBeenCalled();
    expect(warned).not.toHaveBeenCalled();
  });

  it("turns what a subscriber throws, at once or later, and what onError throws, into warnings", async () => {
    const warned = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    onTestFinished(() => warned.mockRestore());
    const url = await urlOfNobody();
    const notifier = notifierWith({ url });
    const [thrown, rejected, failure] = [new Error("thrown"), new Error("rejected"), new Error("from onError")];
    notifier.subscribe(() => {
      throw thrown;
    });
    notifier.subscribe((() => Promise.reject(rejected)) as () => void);
    notifier.notify();
    await vi.waitFor(() => expect(warned.mock.calls.flat()).toEqual([thrown, rejected]));

    warned.mockClear();
    notifierWith({
      url,
      onError: () => {
        throw failure;
      },
    }).notify();
    await vi.waitFor(() => expect(warned.mock.calls.flat()).toContain(failure), 5_000);
  });

  it.each([
    ["a URL that is none", { url: "localhost" }],
    ["a schema that no exchange can be named after", { url: "amqp://localhost", schema: "a b" }],
    ["an exchange that brokers keep for themselves", { url: "amqp://localhost", exchange: "amq.fanout" }],
    ["probes without a pause", { url: "amqp://localhost", probeMs: 0 }],
    ["probes after a time that is none", { url: "amqp://localhost", probeMs: Number.NaN }],
  ])("refuses %s", (_, options) => {
    expect(() => new RabbitmqNotifier(options)).toThrow(InvalidOptionError);
  });

  it("never throws and connects no more after it was closed, however often", async () => {
    const accepted = vi.fn();
    const { url } = await serverThat(accepted);
    const notifier = notifierWith({ url });
    await notifier.close();
    await notifier.close();
    notifier.subscribe(() => {})();
    notifier.notify();
    await notifier.close();
    expect(accepted).not.toHaveBeenCalled();
  });
});

describe("RabbitmqNotifier and a broker that accepts connections and says nothing", () => {
  it.each(["amqp:", "amqps:"])("closes all the same, on %s", async (protocol) => {
    const { url, server } = await serverThat(() => {});
    const accepted = once(server, "connection");
    const notifier = notifierWith({ url: url.replace("amqp:", protocol) });
    notifier.notify();
    await accepted;
    await notifier.close();
  });

  it("is given up when it has not greeted in time", async () => {
    const { url } = await serverThat(() => {});
    const onError = vi.fn();
    notifierWith({ url, onError, socket: { timeout: 50 } }).notify();
    await vi.waitFor(() => expect(onError).toHaveBeenCalled(), 5_000);
    expect(onError.mock.calls[0]?.[0]).toMatchObject({ cause: { message: "connect ETIMEDOUT" } });
  });

  it("does not keep a process alive whose notifier was closed", async () => {
    const { url } = await serverThat(() => {});
    const { code, output } = await runProgram(`
      import { RabbitmqNotifier } from "./rabbitmq-notifier.js";
      const notifier = new RabbitmqNotifier({ url: ${JSON.stringify(url)} });
      notifier.subscribe(() => {});
      notifier.notify();
      setTimeout(() => notifier.close().then(() => console.log("closed")), 50);`);
    expect({ code, output }).toEqual({ code: 0, output: "closed\n" });
  }, 30_000);
});

describe("RabbitmqNotifier and something that is no broker", () => {
  it("tells so and tries again", async () => {
    const { url } = await serverThat((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const onError = vi.fn();
    notifierWith({ url, onError }).notify();
    await vi.waitFor(() => expect(onError.mock.calls.length).toBeGreaterThan(1), 5_000);
  });
});

async function serverThat(
  accept: (socket: Socket) => void,
): Promise<{ readonly url: string; readonly server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    accept(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `amqp://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}
