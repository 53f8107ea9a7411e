import type { JointOutcome } from "../../command/joint-outcome.js";
import { ConflictError } from "../../errors/conflict-error.js";
import type { JointCall } from "./call.js";
import { decideTogetherAgain } from "./decide-again.js";
import { eventOf, type History, isSame } from "./history.js";
import { storedBy, storedUnder } from "./judge-stored.js";

/** Whether a joint outcome is what the history gives, at one moment between call and answer. */
export function* judgeJointOutcome(call: JointCall, outcome: JointOutcome, history: History): Iterable<string> {
  if (outcome.accepted && Object.keys(outcome.events).length > 0) return yield* judgeEvents(call, outcome, history);
  if (storedBy(call, history).length > 0) yield `${call.actor} has events, but was not answered with them`;
  const isRight = momentsOf(call, history).some((moment) => {
    const versions = versionsAt(call, history, moment);
    if (!isSame(versions, outcome.versions)) return false;
    const verdict = decideTogetherAgain(call, history, versions);
    if (!outcome.accepted) return isSame(verdict, { kind: "rejection", rejection: outcome.rejection });
    const { from, to } = call.request;
    const last = [from, to].map(
      (id) => history.eventsIn(id).findLast(({ position }) => position <= moment)?.position ?? 0,
    );
    return outcome.position === Math.max(...last) && isSame(verdict, { kind: "events", events: {} });
  });
  if (!isRight) yield `${call.actor}'s outcome is not that of any moment meanwhile: ${JSON.stringify(outcome)}`;
}

export function* judgeJointThrown(
  call: JointCall,
  error: Error,
  history: History,
  maxAttempts: number,
): Iterable<string> {
  if (error instanceof ConflictError) {
    if (error.attempts !== maxAttempts)
      yield `${call.actor} gave up after ${error.attempts} of ${maxAttempts} attempts`;
    return;
  }
  const isRight = momentsOf(call, history).some((moment) => {
    const verdict = decideTogetherAgain(call, history, versionsAt(call, history, moment));
    return verdict.kind === "error" && verdict.message === error.message;
  });
  if (!isRight) yield `${call.actor} is not answered so at any moment: ${String(error)}`;
}

function* judgeEvents(call: JointCall, outcome: JointOutcome & { accepted: true }, history: History): Iterable<string> {
  const own = storedBy(call, history);
  const parts = (["from", "to"] as const).map((name) => {
    const streamId = call.request[name];
    const inStream = own.filter((event) => event.streamId === streamId);
    return { name, streamId, stored: own.length > 0 ? inStream : storedUnder(call, history, streamId) };
  });
  const all = parts.flatMap(({ stored }) => stored);
  if (all.length === 0) return yield `${call.actor} was accepted, but nothing is stored of it`;
  const position = Math.max(...all.map((event) => event.position));
  const written = parts.filter(({ stored }) => stored.length > 0);
  const events = Object.fromEntries(written.map(({ name, stored }) => [name, stored.map(eventOf)]));
  const isTold =
    isSame(events, outcome.events) &&
    outcome.position === position &&
    written.every(({ name, stored }) => outcome.versions[name] === stored.at(-1)?.version) &&
    (own.length === 0 || isSame(outcome.versions, versionsAt(call, history, position)));
  if (!isTold) yield `${call.actor} was told ${JSON.stringify(outcome)}, stored is ${JSON.stringify(all)}`;
  if (position > (call.end ?? 0)) yield `${call.actor} was answered before its events were stored`;
}

/** Between call and answer, while the command was not accepted under its id: its repetition must be told so. */
function momentsOf(call: JointCall, history: History): readonly number[] {
  const { from, to } = call.request;
  const stored = [from, to].flatMap((streamId) => storedUnder(call, history, streamId));
  const accepted = Math.min(Number.POSITIVE_INFINITY, ...stored.map(({ position }) => position));
  return history.moments.filter((moment) => moment >= call.begin && moment <= (call.end ?? 0) && moment < accepted);
}

function versionsAt({ request: { from, to } }: JointCall, history: History, moment: number) {
  return { from: history.versionAt(from, moment), to: history.versionAt(to, moment) };
}
