import { NoBuildError, nameOfBuild, nameOfTable } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { forgetListener } from "../listeners/forget-listener.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { forSchema } from "../values/sql-file.js";
import { dropCanceledBuild, unlessInTheWay } from "./drop-old-builds.js";
import { liveListener } from "./live-listener.js";
import { lockBuilds, type NamedReadModel } from "./read-builds.js";

/**
 * Gives up the build that is being made. The entry says so and the fence of its owners goes in one transaction, its tables in
 * the next one: an owner holds its checkpoint while it waits for a table, or the other way round, so that whoever locked both
 * in one transaction would meet it head on.
 */
export async function cancelBuild(pool: Pool, schema: string, model: NamedReadModel): Promise<number> {
  const build = await inBoundedTransaction(pool, async (client) => {
    const { live, building, generation } = await lockBuilds(client, schema, model);
    if (building === null) throw new NoBuildError(nameOfTable(model));
    const old = liveListener(model, { live, inline: generation !== null });
    const young = nameOfBuild(model, building);
    const isRun = (await findAndLockListener(client, schema, old)) !== undefined;
    await client.query(forSchema(CANCEL, schema), [model.name, model.version]);
    if ((await findAndLockListener(client, schema, young)) !== undefined) await forgetListener(client, schema, young);
    // Whoever runs the live one learns that there is no other any more.
    if (isRun) await bumpEpochs(client, schema, old);
    return building;
  });
  await unlessInTheWay(dropCanceledBuild(pool, schema, model));
  return build;
}

/** The next build has the same number: its tables are not made. */
const CANCEL = `
  update "factum".read_models set building = null, made = null where name = $1::text and version = $2::integer`;
