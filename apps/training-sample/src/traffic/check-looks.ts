import { aggregateIdOf } from "@factum/core";
import type { PlainRow } from "../oracle/expected-rows.js";
import type { Verdict } from "../oracle/verdict.js";
import type { WorkDone } from "./work.js";

/**
 * Whoever asked with the position of their last answer saw what they had done. Nothing was sent to these trainings
 * afterwards, so the list at the end says what each of them had to see; except where an unclear command may have been
 * carried out later.
 *
 * @param list the rows that the whole log leads to
 */
export function checkLooks(list: readonly PlainRow[], { looks, replies }: WorkDone): Verdict {
  const ongoing = new Set(list.map(({ trainingId }) => trainingId));
  const unclear = new Set(replies.filter(({ answer }) => answer.kind === "unclear").map(({ streamId }) => streamId));
  const differences: string[] = [];
  let looked = 0;
  for (const { streamId, position, listed } of looks) {
    if (listed === undefined || unclear.has(streamId)) continue;
    looked++;
    if (listed === ongoing.has(aggregateIdOf(streamId))) continue;
    differences.push(
      `${streamId} was ${listed ? "still" : "not"} in the list that was asked for at position ${position}`,
    );
  }
  return { claim: "who asks with a position sees what was done up to it", looked, differences };
}
