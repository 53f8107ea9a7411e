import { nameOfBuild, nameOfInline } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { forSchema } from "../values/sql-file.js";
import { dropOldBuilds } from "./drop-old-builds.js";
import { lockBuilds, type NamedReadModel } from "./read-builds.js";

/** Begins a new build, or returns the one that is being made, and drops what builds before the live one have left. */
export async function startBuild(pool: Pool, schema: string, model: NamedReadModel): Promise<number> {
  const build = await inBoundedTransaction(pool, async (client) => {
    const { live, building, generation } = await lockBuilds(client, schema, model);
    if (building !== null) return building;
    await client.query(forSchema(START, schema), [model.name, model.version]);
    const name = generation === null ? nameOfBuild(model, live) : nameOfInline(model, live);
    if ((await findAndLockListener(client, schema, name)) !== undefined) await bumpEpochs(client, schema, name);
    return live + 1;
  });
  try {
    await dropOldBuilds(pool, schema, model);
  } catch (error) {
    // Somebody reads them in a long transaction, or another role has made them. They are in nobody's way.
    if (!(error instanceof PgStoreError && MAY_STAY.includes(error.sqlState))) throw error;
  }
  return build;
}

/** A lock that was not to be had in time; a table of another role. */
const MAY_STAY = ["55P03", "42501"];

const START = `
  update "factum".read_models set building = live + 1 where name = $1::text and version = $2::integer`;
