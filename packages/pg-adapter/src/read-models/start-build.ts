import { nameOfBuild } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { forgetListener } from "../listeners/forget-listener.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { forSchema } from "../values/sql-file.js";
import { dropOldBuilds, unlessInTheWay } from "./drop-old-builds.js";
import { liveListener } from "./live-listener.js";
import { lockBuilds, type NamedReadModel } from "./read-builds.js";

/** Begins a new build, or returns the one that is being made, and drops what builds before the live one have left. */
export async function startBuild(pool: Pool, schema: string, model: NamedReadModel): Promise<number> {
  const build = await inBoundedTransaction(pool, async (client) => {
    const { live, building, generation } = await lockBuilds(client, schema, model);
    if (building !== null) return building;
    await client.query(forSchema(START, schema), [model.name, model.version]);
    const old = liveListener(model, { live, inline: generation !== null });
    const young = nameOfBuild(model, live + 1);
    if ((await findAndLockListener(client, schema, old)) !== undefined) await bumpEpochs(client, schema, old);
    // Whoever was late to learn that a build was given up may have declared it once more.
    if ((await findAndLockListener(client, schema, young)) !== undefined) await forgetListener(client, schema, young);
    return live + 1;
  });
  await unlessInTheWay(dropOldBuilds(pool, schema, model));
  return build;
}

const START = `
  update "factum".read_models set building = live + 1 where name = $1::text and version = $2::integer`;
