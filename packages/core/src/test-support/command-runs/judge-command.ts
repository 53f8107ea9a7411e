import type { Outcome } from "../../command/outcome.js";
import { ConflictError } from "../../errors/conflict-error.js";
import { meets } from "../../values/expected-version.js";
import type { SingleCall } from "./call.js";
import { decideAgain } from "./decide-again.js";
import { eventOf, type History, isSame } from "./history.js";
import { storedBy, storedUnder } from "./judge-stored.js";

/** Whether the outcome is what the history gives: at its version, which the stream had between call and answer. */
export function* judgeOutcome(
  call: SingleCall,
  outcome: Outcome,
  history: History,
  /** With the same id, if outcomes are remembered. */
  repeated: readonly SingleCall[],
): Iterable<string> {
  if (outcome.accepted && outcome.events.length > 0) return yield* judgeEvents(call, outcome, history);
  if (storedBy(call, history).length > 0) yield `${call.actor} has events, but was not answered with them`;
  if ([call, ...repeated].some((one) => isRight(one, outcome, history))) return;
  const { streamId } = call.request;
  const [lowest, highest] = windowOf(call, history);
  yield `${call.actor}'s outcome is not that of ${streamId} at a version from ${lowest} to ${highest}, which it had meanwhile: ` +
    JSON.stringify(outcome);
}

/** Whether a thrown error is what the history gives at some version that the stream had between call and answer. */
export function* judgeThrown(call: SingleCall, error: Error, history: History, maxAttempts: number): Iterable<string> {
  const { expectedVersion } = call.request;
  const isExpectation =
    error instanceof ConflictError && expectedVersion !== undefined && error.expected === expectedVersion;
  if (error instanceof ConflictError && !isExpectation) {
    if (error.attempts !== maxAttempts)
      yield `${call.actor} gave up after ${error.attempts} of ${maxAttempts} attempts`;
    return;
  }
  const [lowest, highest] = windowOf(call, history);
  for (let version = lowest; version <= highest; version++) {
    if (isStoredAt(call, history, version)) continue;
    if (isExpectation && error.actual === version && !meets(error.expected, version)) return;
    const verdict = decideAgain(call, history, version);
    if (verdict.kind === "error" && verdict.message === error.message) return;
  }
  yield `${call.actor} is not answered so at any version from ${lowest} to ${highest}: ${String(error)}`;
}

function* judgeEvents(call: SingleCall, outcome: Outcome & { accepted: true }, history: History): Iterable<string> {
  const own = storedBy(call, history);
  const stored = own.length > 0 ? own : storedUnder(call, history, call.request.streamId);
  const last = stored.at(-1);
  const { events, version, position } = outcome;
  if (last === undefined) return yield `${call.actor} was accepted, but nothing is stored of it`;
  const isTold =
    isSame(stored.map(eventOf), events) &&
    last.version === version &&
    history.isPositionOf(call.request.streamId, version, position);
  if (!isTold) yield `${call.actor} was told ${JSON.stringify(outcome)}, stored is ${JSON.stringify(stored)}`;
  if (last.position > (call.end ?? 0)) yield `${call.actor} was answered before its events were stored`;
}

function isRight(call: SingleCall, outcome: Outcome, history: History): boolean {
  const { version } = outcome;
  const [lowest, highest] = windowOf(call, history);
  if (version < lowest || version > highest || isStoredAt(call, history, version)) return false;
  const verdict = decideAgain(call, history, version);
  if (!outcome.accepted) return isSame(verdict, { kind: "rejection", rejection: outcome.rejection });
  const isThere = history.isPositionOf(call.request.streamId, version, outcome.position);
  return isThere && isSame(verdict, { kind: "events", events: {} });
}

/** Whether the command was accepted before: its repetition must be told so. */
function isStoredAt(call: SingleCall, history: History, version: number): boolean {
  return storedUnder(call, history, call.request.streamId).some((event) => event.version <= version);
}

/** Lowest and highest version that the stream had between call and answer. */
function windowOf({ request: { streamId }, begin, end = Number.POSITIVE_INFINITY }: SingleCall, history: History) {
  return [history.versionAt(streamId, begin), history.versionAt(streamId, end)] as const;
}
