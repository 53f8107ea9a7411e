import { InvalidDataError } from "../errors/invalid-data-error.js";
import { describeValue } from "./describe-value.js";

/** The longest stream id, in characters: it is the key of two indexes, whose entries Postgres limits to about 2,700 bytes. */
export const MAX_STREAM_ID_LENGTH = 512;

/** `training` and `0198c…` as `training-0198c…`. */
export function streamIdOf(category: string, id: string): string {
  return `${category}-${id}`;
}

/** The category of a stream: what stands before the first `-`, or all of it. */
export function categoryOf(streamId: string): string {
  const end = streamId.indexOf("-");
  return end === -1 ? streamId : streamId.slice(0, end);
}

/** The id of the aggregate instance: what stands behind the first `-`. */
export function aggregateIdOf(streamId: string): string {
  return streamId.slice(streamId.indexOf("-") + 1);
}

/**
 * Refuses what cannot be a stream id: empty, overlong, without a category or an id, or not encodable in Postgres.
 *
 * @throws {InvalidDataError}
 */
export function assertStreamId(streamId: string): void {
  const problem = problemOf(streamId);
  if (problem !== undefined) {
    throw new InvalidDataError(`stream id ${describeValue(streamId)}`, [{ path: "", message: problem }]);
  }
}

function problemOf(streamId: unknown): string | undefined {
  if (typeof streamId !== "string") return `is ${describeValue(streamId)}, not a string`;
  if (streamId.length > MAX_STREAM_ID_LENGTH) return `is longer than ${MAX_STREAM_ID_LENGTH} characters`;
  const dash = streamId.indexOf("-");
  if (dash < 1 || dash === streamId.length - 1) return "is not of the form <category>-<id>";
  if (streamId.includes("\u0000")) return "holds \\u0000, which Postgres cannot store";
  if (!streamId.isWellFormed()) return "holds a lone surrogate, which UTF-8 cannot encode";
  return undefined;
}
