import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a broker that can fall silent or be cut. */
export interface BrokerProxy {
  /** The same broker, through the proxy. */
  readonly url: string;
  /** Forwards nothing more of what either side says. The connections stay open, and new ones are accepted. */
  silence(): void;
  /** Forwards again, first what was said meanwhile. */
  speak(): void;
  /** Says something to whoever is connected, as if the broker had. */
  say(bytes: Uint8Array): void;
  /** Ends all present connections. */
  cut(): void;
  close(): Promise<void>;
}

export async function openProxy(target: string): Promise<BrokerProxy> {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  const callers = new Set<Socket>();
  // The other side of these has gone, which is one of the things that a silent way does not tell.
  const severed = new Set<Socket>();
  let isSilent = false;

  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    callers.add(near);
    near.on("close", () => callers.delete(near));
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {});
      from.on("data", (data) => to.write(data));
      from.on("end", () => to.end());
      from.on("close", () => {
        sockets.delete(from);
        if (isSilent) severed.add(to);
        else to.destroy();
      });
      if (isSilent) from.pause();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };

  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    silence() {
      isSilent = true;
      for (const socket of sockets) socket.pause();
    },
    speak() {
      isSilent = false;
      for (const socket of severed) socket.destroy();
      severed.clear();
      for (const socket of sockets) socket.resume();
    },
    say(bytes) {
      for (const caller of callers) caller.write(bytes);
    },
    cut,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
