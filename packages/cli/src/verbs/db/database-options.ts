import type { Command } from "commander";

/** Options of the verbs that connect to a store. */
export interface DatabaseOptions {
  readonly database?: string;
  readonly schema?: string;
  readonly json?: boolean;
}

export const SCHEMA_OPTION = ["--schema <name>", "the store's schema (default: factum)"] as const;
export const APP_ROLE_OPTION = "--app-role <name>";

/** Gives a verb the options that say which store. */
export function addDatabaseOptions(command: Command): Command {
  return command
    .option("--database <url>", "postgres://user:password@host:port/name (default: the variable DATABASE_URL)")
    .option(...SCHEMA_OPTION)
    .option("--json", "print JSON");
}

/**
 * Where the database is.
 *
 * @throws {Error} if nothing says so, or not as a URL; never with the URL itself, which may hold a password
 */
export function databaseUrl({ database }: DatabaseOptions): string {
  const url = database ?? process.env.DATABASE_URL ?? "";
  if (url === "") {
    throw new Error("Which database? Give --database postgres://user@host:port/name, or set DATABASE_URL.");
  }
  if (!/^(postgres|postgresql|socket):/.test(url)) {
    const source = database === undefined ? "DATABASE_URL" : "--database";
    throw new Error(`${source} is not a URL of Postgres. Write postgres://user:password@host:port/name.`);
  }
  return url;
}

/** The URL as it may be shown: `shop on localhost:5432 as owner`. */
export function describeDatabase(url: string): string {
  try {
    const { username, hostname, port, pathname } = new URL(url);
    const name = decodeURIComponent(pathname.slice(1)) || "the default database";
    const user = username === "" ? "" : ` as ${decodeURIComponent(username)}`;
    return `${name} on ${decodeURIComponent(hostname) || "this machine"}:${port || 5432}${user}`;
  } catch {
    return "the given database";
  }
}
