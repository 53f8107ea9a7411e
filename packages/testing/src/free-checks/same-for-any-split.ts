import { isDeepStrictEqual } from "node:util";
import type { ReadModel, RecordedEvent, Row } from "@factum/core";
import { describeDifference } from "../describe/describe-difference.js";
import { describeTables } from "../describe/describe-tables.js";
import { indent } from "../describe/indent.js";
import { rowsAfter } from "../row-table.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";
import { splitsOf } from "./splits-of.js";
import { twice } from "./twice.js";

/**
 * The rows of each table after all events, having checked that they follow from the events alone: not from the time, and not from
 * how the events fall into batches, for nobody knows which batches a listener will get.
 */
export function sameForAnySplit(
  readModel: ReadModel,
  events: readonly RecordedEvent[],
  checks: Checks,
): readonly (readonly Row[])[] {
  const describe = (rows: readonly (readonly Row[])[]) => describeTables(readModel, rows);
  const name = `${readModel.title}'s fold`;
  const hint = "Take the time from the event's recordedAt.";
  const atOnce = twice({ name, hint, describe, run: () => rowsAfter(readModel, [events], checks) }, checks);
  if (!checks.has("any-split")) return atOnce;
  for (const batches of splitsOf(events)) {
    const rows = rowsAfter(readModel, batches, checks);
    if (isDeepStrictEqual(rows, atOnce)) continue;
    const sizes = batches.map(({ length }) => length).join(" + ");
    throw checkFailure("any-split", {
      message: [
        `${readModel.title}'s rows depend on the batches that its events come in.`,
        `All events at once (-), and in batches of ${sizes} (+)`,
        indent(describeDifference(describe(atOnce), describe(rows))),
        "A row follows from its events alone.",
      ].join("\n"),
      actual: rows,
      expected: atOnce,
    });
  }
  return atOnce;
}
