import { nameOfBuild, nameOfInline } from "@factum/core";
import type { Pool } from "pg";
import { lockBuilds, type NamedReadModel } from "../read-models/read-builds.js";
import { forSchema } from "../values/sql-file.js";
import { aloneWithTheLog } from "./alone-with-the-log.js";
import { retire, revive } from "./feeding-listener.js";

/**
 * Has a listener write the rows of a read model again, from behind the last event that appends have written.
 *
 * @returns false if appends under way did not end soon; true as well if it was not inline
 */
export async function ceaseInline(pool: Pool, schema: string, model: NamedReadModel): Promise<boolean> {
  const done = await aloneWithTheLog(pool, schema, async (client, last) => {
    const { live, generation, tables } = await lockBuilds(client, schema, model);
    if (generation === null) return true;
    const ofBuild = tables.map((name) => nameOfBuild({ name, version: model.version }, live));
    await revive(client, schema, nameOfBuild(model, live), { position: last, tables: ofBuild });
    await retire(client, schema, nameOfInline(model, live));
    for (const text of CEASE) await client.query(forSchema(text, schema), [model.name, model.version]);
    return true;
  });
  return done === true;
}

const CEASE = [
  `delete from "factum".inline_models where name = $1::text and version = $2::integer`,
  `update "factum".read_models set inline = null where name = $1::text and version = $2::integer`,
];
