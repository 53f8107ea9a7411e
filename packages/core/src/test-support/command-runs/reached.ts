import { ConflictError } from "../../errors/conflict-error.js";
import type { Call } from "./call.js";
import type { Run } from "./play.js";

/** What a run has come across, so that a test can tell whether its runs show anything. */
export function reached({ calls, log, story }: Run): string[] {
  const inStory = [" conflict, ", "duplicate, ", "is remembered", "unknown, late", "loses a connection"];
  return [
    ...calls.map((call) => `${call.kind}: ${endOf(call, log)}`),
    ...inStory.filter((words) => story.some((line) => line.includes(words))),
  ];
}

/** What every kind of call has to come to in some run, and what has to happen beside. */
export const TO_BE_REACHED = [
  "command: stored",
  "command: repeated",
  "command: nothing to do",
  "command: rejected",
  "command: Irregular",
  "command: Unfoldable",
  "command: not at the expected version",
  "command: gave up",
  "command: CommitUnknownError",
  "command: Broken",
  "command: InvalidDataError",
  "command: left",
  "command: killed",
  "transfer: stored",
  "transfer: repeated",
  "transfer: nothing to do",
  "transfer: rejected",
  "transfer: Irregular",
  "transfer: gave up",
  "transfer: CommitUnknownError",
  "transfer: killed",
  " conflict, ",
  "duplicate, ",
  "is remembered",
  "unknown, late",
  "loses a connection",
];

function endOf({ actor, answer, leaving, kind, request }: Call, log: Run["log"]): string {
  if (answer === undefined) return "killed";
  if (answer.kind === "outcome") {
    const { outcome } = answer;
    if (!outcome.accepted) return "rejected";
    if (Object.keys(outcome.events).length === 0) return "nothing to do";
    return log.some(({ metadata }) => metadata.actor === actor) ? "stored" : "repeated";
  }
  const { error } = answer;
  if (leaving.signal.aborted && error === leaving.signal.reason) return "left";
  if (!(error instanceof ConflictError)) return (error as Error).constructor.name;
  const isExpectation = kind === "command" && error.expected === request.expectedVersion;
  return isExpectation ? "not at the expected version" : "gave up";
}
