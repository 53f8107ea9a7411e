import { expectedRows } from "../oracle/expected-rows.js";
import { type LogEvent, streamsOf } from "../oracle/log-event.js";
import type { Verdict } from "../oracle/verdict.js";
import type { WorkDone } from "./work.js";

/**
 * Whoever asked with the position of the last answer saw the training as it was then. Nobody else was at work on it
 * when they asked; except where an unclear command may have been carried out meanwhile.
 */
export function checkLooks(log: readonly LogEvent[], { looks, replies }: WorkDone): Verdict {
  const unclear = new Set(replies.filter(({ answer }) => answer.kind === "unclear").map(({ streamId }) => streamId));
  const streams = streamsOf(log);
  const differences: string[] = [];
  let looked = 0;
  for (const { streamId, position, listed } of looks) {
    if (listed === undefined || unclear.has(streamId)) continue;
    looked++;
    const upTo = (streams.get(streamId) ?? []).filter((event) => event.position <= position);
    if (listed === expectedRows(upTo).list.length > 0) continue;
    differences.push(
      `${streamId} was ${listed ? "still" : "not"} in the list that was asked for at position ${position}`,
    );
  }
  return { claim: "who asks with a position sees what was done up to it", looked, differences };
}
