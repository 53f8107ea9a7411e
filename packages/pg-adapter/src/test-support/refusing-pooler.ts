import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A way to a server that refuses connections with startup parameters that it does not know, as poolers do. */
export interface RefusingPooler {
  readonly connectionString: string;
  /** Startup parameters that it has refused. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

const KNOWN = new Set(["user", "database", "application_name", "client_encoding"]);

export async function openRefusingPooler(target: string): Promise<RefusingPooler> {
  const url = new URL(target);
  const { hostname, port } = url;
  const sockets = new Set<Socket>();
  const refused: string[] = [];

  const server = createServer((near) => {
    sockets.add(near);
    near.on("error", () => {});
    near.once("data", (startup) => {
      // Length and protocol version, then names and values, each with a zero byte at its end.
      const names = startup
        .subarray(8)
        .toString()
        .split("\0")
        .filter((_, index) => index % 2 === 0);
      const unknown = names.find((name) => name !== "" && !KNOWN.has(name));
      if (unknown !== undefined) {
        refused.push(unknown);
        near.end(errorResponse("08P01", `unsupported startup parameter: ${unknown}`));
        return;
      }
      const far = connect({ host: hostname, port: Number(port || 5432) });
      sockets.add(far);
      far.on("error", () => near.destroy());
      far.write(startup);
      near.pipe(far).pipe(near);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");

  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    connectionString: url.href,
    refused,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function errorResponse(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
