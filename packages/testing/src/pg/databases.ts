import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { TestDatabaseError } from "./test-database-error.js";

/** Creates an empty database beside the one of the connection string. @returns the new one's connection string */
export function createDatabase(server: string): Promise<string> {
  return create(server, "", (cause) => `No database could be created for tests: ${cause}.`);
}

/** Creates a database with all that is in another one. @returns its connection string */
export function copyDatabase(server: string, template: string): Promise<string> {
  return create(
    server,
    ` template "${nameIn(template)}"`,
    (cause) => `The prepared database could not be copied: ${cause}. Does \`prepare\` close all its connections?`,
  );
}

/** Drops databases, whoever is connected. */
export async function dropDatabases(server: string, databases: readonly string[]): Promise<void> {
  if (databases.length === 0) return;
  await onServer(server, async (client) => {
    for (const database of databases) await client.query(`drop database if exists "${nameIn(database)}" with (force)`);
  });
}

async function create(server: string, options: string, sentence: (cause: string) => string): Promise<string> {
  const name = `factum_test_${randomUUID().replaceAll("-", "")}`;
  try {
    await onServer(server, (client) => client.query(`create database "${name}"${options}`));
  } catch (cause) {
    if (cause instanceof TestDatabaseError) throw cause;
    throw new TestDatabaseError(sentence((cause as Error).message), { cause });
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer<Result>(server: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const { default: pg } = await import("pg").catch((cause) => {
    throw new TestDatabaseError('Databases for tests are made with "pg", which is not installed: npm install -D pg.', {
      cause,
    });
  });
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function nameIn(connectionString: string): string {
  return new URL(connectionString).pathname.slice(1);
}
