const SCHEMA = /^[a-z_][a-z0-9_]{0,54}$/;

/** The schema of a store that names none. */
export const DEFAULT_SCHEMA = "factum";

/**
 * The schema's name, if it is one that SQL files and channel names can hold as it is.
 *
 * @throws {RangeError} otherwise
 */
export function schemaName(name: string = DEFAULT_SCHEMA): string {
  if (SCHEMA.test(name)) return name;
  throw new RangeError(
    `${JSON.stringify(name)} cannot be the schema of a store: use lower-case letters, digits and "_", at most 55.`,
  );
}
