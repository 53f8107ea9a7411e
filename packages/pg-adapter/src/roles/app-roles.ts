import type { Pool, PoolClient } from "pg";
import { forSchema } from "../values/sql-file.js";
import { isRoleName } from "./role-name.js";

/**
 * The roles that were made an application's: those which may call some function of the schema and do not own it. The
 * catalog knows them, so there is no list that could be wrong. A migration gives each its rights on what is new.
 */
export async function appRoles(client: Pool | PoolClient, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ role: string }>(forSchema(GRANTEES, schema), [schema]);
  return rows.map(({ role }) => role).filter(isRoleName);
}

const GRANTEES = `
  select distinct r.rolname as role
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = $1
    join "factum".functions f on f.name = p.proname
   cross join aclexplode(p.proacl) a
    join pg_roles r on r.oid = a.grantee
   where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner
   order by 1`;
