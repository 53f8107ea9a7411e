import type { Append, AppendOutcome } from "@factum/core";
import type { ClientBase } from "pg";
import { append } from "../append/append.js";
import { encodeAppend } from "../append/encoded-append.js";

/** Performs one append on a connection that may be within a transaction; it waits for locks as its session does. */
export async function appendOn(client: ClientBase, schema: string, one: Append): Promise<AppendOutcome> {
  const [group] = await append(client, schema, [[encodeAppend(one)]], null);
  const outcome = group?.[0];
  if (outcome === undefined) throw new TypeError("An append came back without an outcome.");
  return outcome;
}
