/**
 * What kind of failure it was, with few different values: the code of a `FactumError`, of Postgres (an SQLSTATE) or of Node;
 * without one, the error's name; `_OTHER` for what is no error at all.
 */
export function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return "_OTHER";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}
