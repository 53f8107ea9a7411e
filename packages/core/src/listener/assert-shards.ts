import { InvalidOptionError } from "../errors/invalid-option-error.js";

/** @throws {InvalidOptionError} for what is no number of shards */
export function assertShards(shards: number): void {
  if (Number.isSafeInteger(shards) && shards >= 1 && shards <= 256) return;
  throw new InvalidOptionError("shards", shards, "an integer from 1 to 256");
}
