import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that can fall silent: it then keeps and accepts connections, and forwards nothing. */
export interface SilentProxy {
  /** The same database, through the proxy. */
  readonly connectionString: string;
  /** Forwards nothing more of what either side says; the connections stay open. */
  silence(): void;
  /** Forwards what comes on new connections; those from before stay silent. */
  speak(): void;
  close(): Promise<void>;
}

export async function openSilentProxy(target: string): Promise<SilentProxy> {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  let isSilent = false;

  const server = createServer({ allowHalfOpen: true }, (near) => {
    sockets.add(near);
    near.on("error", () => {});
    if (isSilent) return;
    const far = connect({ host: hostname, port: Number(port || 5432), allowHalfOpen: true });
    sockets.add(far);
    far.on("error", () => {});
    near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    silence() {
      isSilent = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    speak() {
      isSilent = false;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
