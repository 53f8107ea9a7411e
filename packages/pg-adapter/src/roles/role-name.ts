import { InvalidOptionError } from "@factum/core";

/** The application's role, if no other name is given. */
export const DEFAULT_APP_ROLE = "factum_app";

const ROLE = /^[^"'$\\\p{Cc}]+$/u;
const MAX_BYTES = 63;
const RULES = 'without quotes, "$" and "\\", not starting with "pg_", and neither "public" nor "none"';

/**
 * The role's name, if it is one that SQL files can hold as it is.
 *
 * @throws {InvalidOptionError} otherwise, and for names that Postgres keeps for itself
 */
export function roleName(name: string = DEFAULT_APP_ROLE): string {
  const isReserved = name === "public" || name === "none" || name.startsWith("pg_");
  if (isRoleName(name) && !isReserved) return name;
  throw new InvalidOptionError("role", name, `1 to ${MAX_BYTES} bytes ${RULES}`);
}

/** Whether SQL files can hold the name as it is. */
export function isRoleName(name: string): boolean {
  return ROLE.test(name) && Buffer.byteLength(name) <= MAX_BYTES && name.isWellFormed();
}
