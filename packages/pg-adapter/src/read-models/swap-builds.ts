import { nameOfBuild } from "@factum/core";
import type { Pool, PoolClient } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { runQuery } from "../connect/run-query.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { forSchema } from "../values/sql-file.js";
import { lockBuilds, type NamedReadModel, readBuilds } from "./read-builds.js";

/**
 * Makes the build that is being made the live one, if it has come as far; nobody can run the old one then.
 *
 * Only if it seems to have, anything is locked: the entry, then both listeners with all their rows, the older one first.
 */
export async function swapBuilds(pool: Pool, schema: string, model: NamedReadModel): Promise<boolean> {
  const { live, building } = await readBuilds(pool, schema, model);
  if (building === null) return false;
  const names = [nameOfBuild(model, live), nameOfBuild(model, building)];
  const [seen] = await runQuery<{ reached: boolean }>(pool, {
    types: OWN_TYPES,
    text: forSchema(HAS_REACHED, schema),
    values: names,
  });
  return seen?.reached === true && swapLocked(pool, schema, model);
}

function swapLocked(pool: Pool, schema: string, model: NamedReadModel): Promise<boolean> {
  return inBoundedTransaction(pool, async (client) => {
    const { live, building, generation } = await lockBuilds(client, schema, model);
    if (building === null || generation !== null) return false;
    const [old, young] = [nameOfBuild(model, live), nameOfBuild(model, building)];
    await findAndLockListener(client, schema, old);
    await findAndLockListener(client, schema, young);
    if (!(await hasReached(client, schema, old, young))) return false;
    await client.query(forSchema(SWAP, schema), [model.name, model.version]);
    await client.query(forSchema(RETIRE, schema), [old]);
    await bumpEpochs(client, schema, old);
    return true;
  });
}

async function hasReached(client: PoolClient, schema: string, old: string, young: string): Promise<boolean> {
  const { rows } = await client.query<{ reached: boolean }>({
    types: OWN_TYPES,
    text: forSchema(HAS_REACHED, schema),
    values: [old, young],
  });
  return rows[0]?.reached === true;
}

/** Without a checkpoint nobody has run the new one; a live one without a checkpoint was never run, and is at 0. */
const HAS_REACHED = `
  select coalesce((select min(c.position) from "factum".checkpoints c where c.listener = $2::text)
                  >= coalesce((select max(c.position) from "factum".checkpoints c where c.listener = $1::text), 0),
                  false) as reached`;

const SWAP = `
  update "factum".read_models set live = building, building = null where name = $1::text and version = $2::integer`;

const RETIRE = `update "factum".listeners set retired = true where name = $1::text`;
