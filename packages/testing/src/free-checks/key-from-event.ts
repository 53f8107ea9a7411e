import { isDeepStrictEqual } from "node:util";
import type { ReadModel, RecordedEvent, TableFold } from "@factum/core";
import { describeLog } from "../describe/describe-log.js";
import { describeValue } from "../describe/describe-value.js";
import { indent } from "../describe/indent.js";
import { checkFailure } from "./check-failure.js";
import type { Checks } from "./checks.js";
import { handedCopy } from "./frozen-copy.js";
import { inWorld } from "./in-world.js";
import { withoutMutation } from "./without-mutation.js";

/**
 * Checks that the key of a row follows from the event alone: it is the same at another time, and when other events come before.
 * Keys are asked for batch by batch, before any row is read.
 */
export function keyFromEvent({ title, folds }: ReadModel, events: readonly RecordedEvent[], checks: Checks): void {
  if (!checks.has("key-from-event")) return;
  for (const fold of folds as readonly unknown[] as readonly TableFold[]) {
    const keyOf = (event: RecordedEvent) =>
      withoutMutation(`${title}'s key`, checks, () => fold.key(handedCopy(event, checks)));
    const first = inWorld("this", () => events.map(keyOf));
    const second = inWorld("another", () => events.toReversed().map(keyOf)).reverse();
    const index = first.findIndex((key, each) => !isDeepStrictEqual(key, second[each]));
    if (index < 0) continue;
    throw checkFailure("key-from-event", {
      message: [
        `${fold.title}'s key of this event was first ${describeValue(first[index])}, and later ${describeValue(second[index])}:`,
        indent(describeLog(events.slice(index, index + 1))),
        "A key follows from its event alone: not from the time, other events or rows.",
      ].join("\n"),
      actual: second[index],
      expected: first[index],
    });
  }
}
