import pg, { type Pool } from "pg";
import { appendOn } from "./append-on.js";

/** A stream that an open transaction of somebody's own holds. */
export interface HeldStream {
  /** Commits, and lets the stream go. */
  release(): Promise<void>;
  /** Has its connection cut by the server, as an administrator may. */
  cut(admin: Pool): Promise<void>;
}

/** Holds a stream on a connection of its own; one that is not there yet is being created meanwhile. */
export async function holdStream(connectionString: string, schema: string, streamId: string): Promise<HeldStream> {
  const client = new pg.Client(connectionString);
  client.on("error", () => {}); // It may be cut.
  await client.connect();
  const pid = await backendPid(client);
  await client.query("begin");
  await appendOn(client, schema, { streamId, expectedVersion: "any", events: [] });
  return {
    async release() {
      await client.query("commit");
      await client.end();
    },
    async cut(admin) {
      await admin.query("select pg_terminate_backend($1)", [pid]);
    },
  };
}

async function backendPid(client: pg.Client): Promise<number | undefined> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid;
}
