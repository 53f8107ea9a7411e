import { InlineReadModelError, nameOfBuild, nameOfInline } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { emptyTables } from "../listeners/empty-tables.js";
import { lockBuilds } from "../read-models/read-builds.js";
import { safeInteger } from "../values/safe-integer.js";
import { forSchema } from "../values/sql-file.js";
import { aloneWithTheLog } from "./alone-with-the-log.js";
import { catchUp, tailOf, tailQuery } from "./catch-up.js";
import { lockFeeding, retire, revive } from "./feeding-listener.js";
import type { InlineModel } from "./inline-model.js";

/**
 * Has appends write the rows of a read model from now on: those of its live build; or, if it is inline already, those of the
 * build that is being made, which becomes the live one. The listener that has written them so far is retired, and what it had
 * still before it is handled here, while nobody appends: no event is missed, and none counts twice.
 *
 * @returns whether it did; not while some process lives that does not know it, or the listener is held up or far behind
 */
export async function makeInline(pool: Pool, schema: string, inline: InlineModel): Promise<boolean> {
  // Most of what stands in its way can be known before anybody has to wait.
  if (!(await isNear(pool, schema, inline))) return false;
  try {
    return (await aloneWithTheLog(pool, schema, (client, last) => switchOver(client, schema, inline, last))) === true;
  } catch (error) {
    // Its listener will pause at that event, and say so.
    if (error instanceof InlineReadModelError) return false;
    throw error;
  }
}

async function switchOver(client: PoolClient, schema: string, inline: InlineModel, last: number): Promise<boolean> {
  const { model, label, types } = inline;
  const { live, building, generation } = await lockBuilds(client, schema, model);
  const build = generation === null ? live : building;
  if (build === null || !(await isKnownToAll(client, schema, label))) return false;
  const name = nameOfBuild(model, build);
  const { isKnown, positions, isHeldUp } = await lockFeeding(client, schema, name);
  if (isHeldUp || (generation !== null && !isKnown)) return false;
  const { rows } = await client.query(tailQuery(schema, model, Math.min(...positions), last));
  const events = tailOf(rows);
  if (events === undefined) return false;

  const tables = model.tables.map((table) => nameOfBuild(table, build));
  if (!isKnown) {
    // It may have been forgotten, and its rows left: folded onto them, every event would count twice.
    await emptyTables(client, schema, tables);
    await revive(client, schema, name, { position: last, tables });
  }
  await catchUp(client, schema, { model, build, events, positions });
  await retire(client, schema, name);
  if (generation !== null) await retire(client, schema, nameOfInline(model, live));
  await revive(client, schema, nameOfInline(model, build), { position: last, tables: [] });
  await client.query(forSchema(FORGET, schema), [model.name, model.version]);
  await client.query(forSchema(ENTER, schema), [model.name, model.version, build]);
  for (const [category, followed] of types) {
    const values = [model.name, model.version, label, category, JSON.stringify(followed)];
    await client.query(forSchema(FOLLOW, schema), values);
  }
  return true;
}

async function isNear(pool: Pool, schema: string, { model, label }: InlineModel): Promise<boolean> {
  const query = { types: OWN_TYPES, text: forSchema(BUILD, schema), values: [model.name, model.version, label] };
  const [row] = await runQuery<{ build: number | null; known: boolean }>(pool, query);
  if (row?.known !== true || row.build === null) return false;
  const values = [nameOfBuild(model, row.build)];
  const [place] = await runQuery<PlaceRow>(pool, { types: OWN_TYPES, text: forSchema(PLACE, schema), values });
  const { position = "0", last = "0" } = place ?? {};
  return tailOf(await runQuery(pool, tailQuery(schema, model, safeInteger(position), safeInteger(last)))) !== undefined;
}

async function isKnownToAll(client: PoolClient, schema: string, label: string): Promise<boolean> {
  const text = forSchema(`select ${isKnown("$1")} as known`, schema);
  const { rows } = await client.query<{ known: boolean }>({ types: OWN_TYPES, text, values: [label] });
  return rows[0]?.known === true;
}

/** Whether all processes that live and have met inline read models know this one. */
function isKnown(label: string): string {
  return `not exists (select from "factum".inline_processes p
                       where p.expires_at > clock_timestamp() and not ${label}::text = any (p.knows))`;
}

interface PlaceRow {
  readonly position: string;
  readonly last: string;
}

const BUILD = `
  select case when inline is null then live else building end as build, ${isKnown("$3")} as known
    from "factum".read_models where name = $1::text and version = $2::integer`;

const PLACE = `
  select coalesce(min(c.position), 0) as position,
         coalesce(pg_sequence_last_value('"factum".positions'::regclass), 0) as last
    from "factum".checkpoints c where c.listener = $1::text`;

const FORGET = `delete from "factum".inline_models where name = $1::text and version = $2::integer`;

const ENTER = `
  update "factum".read_models
     set inline = nextval('"factum".epochs'), live = $3::integer, building = nullif(building, $3::integer)
   where name = $1::text and version = $2::integer`;

const FOLLOW = `
  insert into "factum".inline_models (generation, name, version, label, category, followed)
  select r.inline, r.name, r.version, $3::text, $4::text, array(select jsonb_array_elements_text($5::jsonb))
    from "factum".read_models r where r.name = $1::text and r.version = $2::integer`;
