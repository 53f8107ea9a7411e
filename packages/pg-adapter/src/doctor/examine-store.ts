import type { Pool } from "pg";
import { runQuery } from "../connect/run-query.js";
import { PgStoreError } from "../errors/pg-errors.js";
import { InsufficientRightsError } from "../errors/schema-errors.js";
import { readSchemaState } from "../schema/schema-state.js";
import { schemaName } from "../values/schema-name.js";
import type { Check, CheckedStore, Finding } from "./check.js";
import { appendOnlyTriggers } from "./checks/append-only-triggers.js";
import { bloat } from "./checks/bloat.js";
import { connectionRole } from "./checks/connection-role.js";
import { durability } from "./checks/durability.js";
import { encoding } from "./checks/encoding.js";
import { functions } from "./checks/functions.js";
import { idleTransactions } from "./checks/idle-transactions.js";
import { indexes } from "./checks/indexes.js";
import { ownership } from "./checks/ownership.js";
import { preparedTransactions } from "./checks/prepared-transactions.js";
import { publicRights } from "./checks/public-rights.js";
import { roleRights } from "./checks/role-rights.js";
import { safePositionHeld } from "./checks/safe-position-held.js";
import { schema } from "./checks/schema.js";
import { sequenceHeadroom } from "./checks/sequence-headroom.js";
import { serverVersion } from "./checks/server-version.js";
import { storeSafety } from "./checks/store-safety.js";

const CHECKS: readonly Check[] = [
  serverVersion,
  encoding,
  durability,
  schema,
  storeSafety,
  functions,
  appendOnlyTriggers,
  indexes,
  sequenceHeadroom,
  safePositionHeld,
  idleTransactions,
  preparedTransactions,
  bloat,
  ownership,
  publicRights,
  roleRights,
  connectionRole,
];

/** A finding, and the check that made it. */
export interface CheckResult extends Finding {
  readonly check: string;
}

/**
 * Asks everything that can be wrong with a store, its server and its roles. A check that this role may not make is a
 * warning, not an error.
 *
 * @returns in a fixed order, one finding or more per check
 * @throws {PgUnavailableError} or {PgLoginError} without a connection
 */
export async function examineStore(options: {
  readonly pool: Pool;
  readonly schema?: string;
}): Promise<readonly CheckResult[]> {
  const store = { pool: options.pool, schema: schemaName(options.schema) };
  await runQuery(store.pool, { text: "select 1" }); // Says what is wrong with the connection, if something is.
  const results: CheckResult[] = [];
  const hasStore = await isThere(store);
  for (const check of CHECKS) {
    if (check.needsStore && !hasStore) continue;
    for (const finding of await findingsOf(check, store)) results.push({ check: check.name, ...finding });
  }
  return results;
}

async function isThere({ pool, schema }: CheckedStore): Promise<boolean> {
  try {
    return (await readSchemaState(pool, schema)).isBookkept;
  } catch (error) {
    if (error instanceof InsufficientRightsError) return false; // The check of the schema says so.
    throw error;
  }
}

async function findingsOf(check: Check, store: CheckedStore): Promise<readonly Finding[]> {
  try {
    return await check.run(store);
  } catch (error) {
    if (!(error instanceof PgStoreError)) throw error;
    const isRight = error.sqlState === "42501";
    const advice = isRight
      ? "Ask again as the schema's owner, or as a role with pg_monitor."
      : "See whether the schema is what `factum db migrate` made of it.";
    return [{ status: isRight ? "warn" : "fail", message: `Could not be checked: ${error.message}.`, advice }];
  }
}
