import { InvalidOptionError } from "@factum/core";

const SCHEMA = /^[a-z_][a-z0-9_]{0,54}$/;

/** The schema of a store that names none. */
export const DEFAULT_SCHEMA = "factum";

/**
 * The schema's name, if it is one that SQL files and channel names can hold as it is.
 *
 * @throws {InvalidOptionError} otherwise
 */
export function schemaName(name: string = DEFAULT_SCHEMA): string {
  if (SCHEMA.test(name)) return name;
  throw new InvalidOptionError("schema", name, 'lower-case letters, digits and "_", at most 55 and no digit first');
}
