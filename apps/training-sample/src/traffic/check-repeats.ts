import { isDeepStrictEqual } from "node:util";
import type { Verdict } from "../oracle/verdict.js";
import type { StepReply } from "./send-step.js";

/** What was accepted and came again with its key was answered as the first time, whoever had been there in between. */
export function checkRepeats(replies: readonly StepReply[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const { streamId, command, answer, again } of replies) {
    if (again === undefined || again.kind === "unclear") continue;
    looked++;
    if (isDeepStrictEqual(again, answer)) continue;
    differences.push(`${streamId}: ${command} was told ${JSON.stringify(answer)}, and then ${JSON.stringify(again)}`);
  }
  return { claim: "a command that comes again with its key gets its first answer", looked, differences };
}
