import { isDeepStrictEqual } from "node:util";
import type { ReadModel, RecordedEvent, Row } from "@factum/core";
import { describeStory } from "../describe/describe-story.js";
import { describeTables } from "../describe/describe-tables.js";
import { rowsAfter } from "../row-table.js";
import { specFailure } from "../spec-failure.js";

/**
 * The rows of each table after all events, having checked that they do not depend on how the events fall into batches: nobody knows
 * which batches a listener will get.
 */
export function sameForAnySplit(readModel: ReadModel, events: readonly RecordedEvent[]): readonly (readonly Row[])[] {
  const atOnce = rowsAfter(readModel, [events]);
  const middle = Math.ceil(events.length / 2);
  const splits = {
    "One by one": events.map((event) => [event]),
    "In two halves": [events.slice(0, middle), events.slice(middle)],
  };
  for (const [heading, batches] of Object.entries(splits)) {
    const rows = rowsAfter(readModel, batches);
    if (isDeepStrictEqual(rows, atOnce)) continue;
    const story = describeStory([
      ["All events at once", describeTables(readModel, atOnce)],
      [heading, describeTables(readModel, rows)],
    ]);
    throw specFailure({
      message: `${readModel.title}'s rows depend on the batches that its events come in.\n${story}\nA row follows from its events alone.`,
      actual: rows,
      expected: atOnce,
    });
  }
  return atOnce;
}
