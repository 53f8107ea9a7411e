import { z } from "zod";
import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { assertStreamId } from "../values/stream-id.js";
import type { EventSource, ReadBatchQuery, ReadStreamOptions } from "./event-store.js";

const INSTANT = z.iso.datetime({ offset: true });

/**
 * Refuses reads of a stream that make no sense.
 *
 * @throws {InvalidDataError} for the stream id
 * @throws {InvalidOptionError} naming the option
 */
export function assertStreamRead(streamId: string, options: ReadStreamOptions): void {
  assertStreamId(streamId);
  const { fromVersion, toVersion, recordedUntil, direction, maxCount } = options;
  if (fromVersion !== undefined) assertInteger("fromVersion", fromVersion, 1);
  if (toVersion !== undefined) assertInteger("toVersion", toVersion, 0);
  if (maxCount !== undefined) assertInteger("maxCount", maxCount, 0);
  if (recordedUntil !== undefined) assertInstant("recordedUntil", recordedUntil);
  if (direction !== undefined && direction !== "forwards" && direction !== "backwards") {
    throw new InvalidOptionError("direction", direction, '"forwards" or "backwards"');
  }
}

/**
 * Refuses queries for a batch that make no sense.
 *
 * @throws {InvalidOptionError} naming the option
 */
export function assertBatchRead({ after, upTo, limit, sources }: ReadBatchQuery): void {
  assertInteger("after", after, 0);
  assertInteger("upTo", upTo, 0);
  assertInteger("limit", limit, 1);
  if (sources !== undefined) assertSources(sources);
}

/** @throws {InvalidOptionError} unless `value` is ISO 8601 with `Z` or an offset */
export function assertInstant(option: string, value: unknown): void {
  if (INSTANT.safeParse(value).success) return;
  throw new InvalidOptionError(option, value, 'an instant such as "2031-05-17T08:00:00.000Z"');
}

/** @throws {InvalidOptionError} unless `value` is a safe integer from `lowest` */
export function assertInteger(option: string, value: unknown, lowest: 0 | 1): void {
  if (Number.isSafeInteger(value) && (value as number) >= lowest) return;
  throw new InvalidOptionError(option, value, `a safe integer from ${lowest}`);
}

/** @throws {InvalidOptionError} unless `sources` are categories, with or without types */
export function assertSources(sources: readonly EventSource[]): void {
  if (!Array.isArray(sources)) throw new InvalidOptionError("sources", sources, "an array of categories and types");
  for (const [index, source] of (sources as readonly unknown[]).entries()) {
    const { category, types } = (source ?? {}) as { readonly category?: unknown; readonly types?: unknown };
    if (!isText(category) || category.includes("-")) {
      throw new InvalidOptionError(`sources[${index}].category`, category, 'a category, which holds no "-"');
    }
    if (types !== undefined && !(Array.isArray(types) && types.every(isText))) {
      throw new InvalidOptionError(`sources[${index}].types`, types, "an array of event types");
    }
  }
}

/** What a stored type or category may be: Postgres has no other text. */
function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && !value.includes("\u0000") && value.isWellFormed();
}
