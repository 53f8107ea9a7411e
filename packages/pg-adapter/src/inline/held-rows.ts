import type { ClientBase } from "pg";
import type { QueuedGroup } from "../append/queued-group.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { forSchema } from "../values/sql-file.js";
import type { InlineKeeper } from "./inline-keeper.js";

/** What an append may have to wait for: its streams, and the locks of the rows that it may write, e.g. `row 90177289`. */
export function addressesOf(inline: InlineKeeper, { streamIds, appends }: QueuedGroup): readonly string[] {
  return [...streamIds, ...inline.locksFor(appends).map(rowAddress)];
}

/** Which of these locks another transaction holds at this moment. */
export async function heldRows(
  client: ClientBase,
  schema: string,
  locks: readonly number[],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ lock: string }>({
    text: forSchema(HELD, schema),
    values: [JSON.stringify(locks)],
    types: OWN_TYPES,
  });
  return new Set(rows.map(({ lock }) => rowAddress(lock)));
}

/** No stream's id: that has a dash. */
function rowAddress(lock: number | string): string {
  return `row ${lock}`;
}

const HELD = `
  select distinct l.objid::bigint as lock from pg_locks l
   where l.locktype = 'advisory' and l.objsubid = 2 and l.granted and l.classid = '"factum".inline_models'::regclass
     and l.database = (select d.oid from pg_database d where d.datname = current_database())
     and l.objid::bigint in (select jsonb_array_elements_text($1::jsonb)::bigint)`;
