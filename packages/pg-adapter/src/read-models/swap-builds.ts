import { IncompleteBuildError, nameOfBuild, type SwapOptions } from "@factum/core";
import type { Pool } from "pg";
import { inBoundedTransaction } from "../connect/in-bounded-transaction.js";
import { OWN_TYPES } from "../connect/own-types.js";
import { type OwnQuery, runQuery } from "../connect/run-query.js";
import { ceaseInline } from "../inline/cease-inline.js";
import type { InlineKeeper } from "../inline/inline-keeper.js";
import { bumpEpochs } from "../listeners/bump-epochs.js";
import { findAndLockListener } from "../listeners/lock-listener.js";
import { forSchema } from "../values/sql-file.js";
import { liveListener } from "./live-listener.js";
import { lockBuilds, type NamedReadModel, readBuilds } from "./read-builds.js";

/**
 * Makes the build that is being made the live one, if it has come as far; nobody can run the old one then.
 *
 * Only if it seems to have, anything is locked: the entry, then both listeners with all their rows, the older one first.
 */
export async function swapBuilds(
  pool: Pool,
  schema: string,
  model: NamedReadModel,
  { acceptMissing = false, inline }: SwapOptions & { readonly inline: InlineKeeper | undefined },
): Promise<boolean> {
  const builds = await readBuilds(pool, schema, model);
  const { building } = builds;
  if (building === null) return false;
  const young = nameOfBuild(model, building);
  const [seen] = await runQuery<Seen>(pool, placesQuery(schema, liveListener(model, builds), young));
  if (!mayTakePlace(seen, young, acceptMissing)) return false;
  if (builds.inline !== true) return swapLocked(pool, schema, model, acceptMissing);
  // It becomes inline in the same moment, which only who knows its folds can bring about.
  if (!seen.incomplete) return inline?.replace(model) ?? false;
  // Appends go on from rows that lack nothing. Until then its listener writes them, with what it has parked.
  return (await ceaseInline(pool, schema, model)) && swapLocked(pool, schema, model, acceptMissing);
}

function swapLocked(pool: Pool, schema: string, model: NamedReadModel, acceptMissing: boolean): Promise<boolean> {
  return inBoundedTransaction(pool, async (client) => {
    const { live, building, generation } = await lockBuilds(client, schema, model);
    if (building === null || generation !== null) return false;
    const [old, young] = [nameOfBuild(model, live), nameOfBuild(model, building)];
    await findAndLockListener(client, schema, old);
    await findAndLockListener(client, schema, young);
    // Nobody adds a dead letter without the lock of a checkpoint.
    const { rows } = await client.query<Seen>(placesQuery(schema, old, young));
    if (!mayTakePlace(rows[0], young, acceptMissing)) return false;
    await client.query(forSchema(SWAP, schema), [model.name, model.version]);
    await client.query(forSchema(RETIRE, schema), [old]);
    await bumpEpochs(client, schema, old);
    return true;
  });
}

interface Seen {
  readonly reached: boolean;
  readonly incomplete: boolean;
}

function placesQuery(schema: string, old: string, young: string): OwnQuery {
  return { types: OWN_TYPES, text: forSchema(PLACES, schema), values: [old, young] };
}

/** @throws {IncompleteBuildError} */
function mayTakePlace(seen: Seen | undefined, young: string, acceptMissing: boolean): seen is Seen {
  if (seen?.reached !== true) return false;
  if (seen.incomplete && !acceptMissing) throw new IncompleteBuildError(young);
  return true;
}

/** Without a checkpoint nobody has run the new one; a live one without a checkpoint was never run, and is at 0. */
const PLACES = `
  select coalesce((select min(c.position) from "factum".checkpoints c where c.listener = $2::text)
                  >= coalesce((select max(c.position) from "factum".checkpoints c where c.listener = $1::text), 0),
                  false) as reached,
         exists (select from "factum".dead_letters d where d.listener = $2::text) as incomplete`;

const SWAP = `
  update "factum".read_models set live = building, building = null where name = $1::text and version = $2::integer`;

const RETIRE = `update "factum".listeners set retired = true where name = $1::text`;
