import { type AppendOutcome, categoryOf } from "@factum/core";
import type { ClientBase } from "pg";
import { append } from "../append/append.js";
import type { AppendGroup, EncodedAppend } from "../append/encoded-append.js";
import { type InlineWork, inlineTransaction, inlineWithin } from "./inline-transaction.js";
import type { WrittenModel } from "./row-plan.js";
import type { StoredRange } from "./stored-events.js";

/**
 * `append.ts` with the rows of inline read models, in one transaction.
 *
 * @param lockWaitMs as `append.ts` has it; null: in the caller's own transaction, which is to be rolled back if this throws
 * @throws {InlineReadModelError} or {InlineKeyError}; nothing was stored
 */
export function appendInline(
  client: ClientBase,
  schema: string,
  models: readonly WrittenModel[],
  groups: readonly AppendGroup[],
  lockWaitMs: number | null,
  isPrepared = false,
): Promise<AppendOutcome[][]> {
  const isFollowed = ({ streamId }: EncodedAppend) =>
    models.some(({ categories }) => categories.has(categoryOf(streamId)));
  const work: InlineWork<AppendOutcome[][]> = {
    appends: groups.flat().filter(isFollowed),
    async perform() {
      const result = await append(client, schema, groups, lockWaitMs, isPrepared);
      const stored = groups.flatMap((group, index) =>
        group.flatMap((each, place) => (isFollowed(each) ? storedRange(each, result[index]?.[place]) : [])),
      );
      return { result, stored };
    },
  };
  return (lockWaitMs === null ? inlineWithin : inlineTransaction)(client, schema, models, work);
}

/** The events that an append has stored: none, if it is a duplicate or was refused. */
export function storedRange(
  { streamId, events }: Pick<EncodedAppend, "streamId" | "events">,
  outcome: (Pick<AppendOutcome, "version"> & { readonly status: string }) | undefined,
): StoredRange[] {
  if (outcome?.status !== "stored" || events.length === 0) return [];
  return [{ streamId, first: outcome.version - events.length + 1, last: outcome.version }];
}
