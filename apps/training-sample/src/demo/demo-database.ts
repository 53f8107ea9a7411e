import { randomBytes } from "node:crypto";
import { startEmbeddedPostgres } from "@factum/testing/pg";
import pg from "pg";

/** A Postgres, and a schema on it, for the demo alone. */
export interface DemoDatabase {
  readonly connectionString: string;
  readonly schema: string;
  /** For people: which server, and what is left behind. */
  readonly description: string;
  /** Leaves nothing behind. Close every other connection first. */
  remove(): Promise<void>;
}

/** On the server at `url`; without one, on an embedded Postgres in a temporary folder. */
export async function openDemoDatabase(url: string | undefined): Promise<DemoDatabase> {
  if (url === undefined || url === "") {
    const server = await startEmbeddedPostgres();
    return {
      connectionString: server.connectionString,
      schema: "factum",
      description: `PostgreSQL ${await serverVersion(server.connectionString)}, embedded, in a temporary folder.`,
      remove: () => server.stop(),
    };
  }
  const schema = `factum_demo_${randomBytes(4).toString("hex")}`;
  return {
    connectionString: url,
    schema,
    description: `PostgreSQL ${await serverVersion(url)} at DATABASE_URL, schema ${schema}, dropped at the end.`,
    remove: async () => void (await query(url, `drop schema if exists "${schema}" cascade`)),
  };
}

async function serverVersion(url: string): Promise<string> {
  const { rows } = await query(url, "select split_part(current_setting('server_version'), ' ', 1) as version");
  return (rows[0] as { version: string }).version;
}

async function query(url: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
