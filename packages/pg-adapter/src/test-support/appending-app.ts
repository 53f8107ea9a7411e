/**
 * An app that appends as fast as it can, for a test that kills it: `appending-app.ts <connection string> <schema>`.
 *
 * Writes the id of every attempt to stdout once its append is acknowledged. Each event carries its attempt's id, and how many
 * events that attempt has. Its stdout must be a file: then a line is written whole or not at all, whenever it is killed.
 */
import { randomInt, randomUUID } from "node:crypto";
import { writeSync } from "node:fs";
import type { Append, ExpectedVersion } from "@factum/core";
import { openPg, type PgStore } from "../connect/open-pg.js";
import { anEvent } from "./events.js";

const CALLERS = 40;
const STREAMS = 30;

const [connectionString = "", schema = ""] = process.argv.slice(2);
const store = await openPg({ connectionString, schema, maxConnections: 4, applicationName: schema });
process.send?.("appending");
await Promise.all(Array.from({ length: CALLERS }, () => call(store)));

async function call({ events }: PgStore): Promise<never> {
  for (;;) {
    const attempt = randomUUID();
    const appends = anyAppends(attempt);
    const outcomes =
      appends.length === 1 && appends[0] ? [await events.append(appends[0])] : await events.appendAll(appends);
    if (outcomes.every(({ status }) => status === "stored")) writeSync(1, `${attempt}\n`);
  }
}

/** One append of a few events, or a group over a few streams. */
function anyAppends(attempt: string): Append[] {
  const sizes = Array.from({ length: randomInt(2) === 0 ? 1 : 2 + randomInt(3) }, () => 1 + randomInt(4));
  const whole = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.map((size) => {
    const isNew = randomInt(4) === 0;
    const expectedVersion: ExpectedVersion = isNew ? "no-stream" : "any";
    return {
      streamId: isNew ? `app-${randomUUID()}` : `app-${randomInt(STREAMS)}`,
      expectedVersion,
      events: Array.from({ length: size }, () => anEvent("Attempted", { attempt, whole })),
    };
  });
}
