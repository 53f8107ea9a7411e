import { CommitUnknownError } from "../../errors/commit-unknown-error.js";
import { ConflictError } from "../../errors/conflict-error.js";
import { InvalidDataError } from "../../errors/invalid-data-error.js";
import { Irregular, UNSTORABLE_AMOUNT, Unfoldable } from "./account.js";
import { type Call, type SingleCall, streamIdsOf } from "./call.js";
import { History, isSame } from "./history.js";
import { judgeOutcome, judgeThrown } from "./judge-command.js";
import { judgeOrder } from "./judge-order.js";
import { judgeStored, storedBy } from "./judge-stored.js";
import { judgeJointOutcome, judgeJointThrown } from "./judge-transfer.js";
import { Broken } from "./link.js";
import type { Run } from "./play.js";

/** In what a run breaks the contract of command handling, a sentence each; nothing if it keeps it. */
export function judge({ plan, calls: all, log, moments, firstToJudge }: Run): string[] {
  const calls = all.filter(({ number }) => number >= firstToJudge);
  const history = new History(log, moments);
  const faults: string[] = [];
  for (const call of calls) {
    const repeated = plan.remembers ? calls.filter((other) => isSameCommand(call, other)) : [];
    faults.push(
      ...judgeStored(call, history),
      ...judgeAnswer(call, history, { repeated, maxAttempts: plan.maxAttempts }),
      ...judgeDecisions(call),
      ...judgeRepetitions(call, repeated, history),
    );
  }
  return [...faults, ...judgeOrder(calls, history), ...judgeIds(log), ...judgeNewIds(calls)];
}

function* judgeAnswer(
  call: Call,
  history: History,
  { repeated, maxAttempts }: { repeated: readonly SingleCall[]; maxAttempts: number },
): Iterable<string> {
  const { actor, answer } = call;
  if (answer === undefined) {
    if (!call.isKilled) yield `${actor} was never answered`;
    return;
  }
  if (answer.kind === "outcome") {
    if (call.kind === "transfer") yield* judgeJointOutcome(call, answer.outcome as never, history);
    else yield* judgeOutcome(call, answer.outcome as never, history, repeated);
    return;
  }
  const { error } = answer;
  if (error instanceof CommitUnknownError) return;
  if (storedBy(call, history).length > 0) yield `${actor} failed, but its events are stored: ${String(error)}`;
  if (error instanceof Irregular || error instanceof Unfoldable || error instanceof ConflictError) {
    if (call.kind === "transfer") yield* judgeJointThrown(call, error, history, maxAttempts);
    else yield* judgeThrown(call, error, history, maxAttempts);
    return;
  }
  const { signal } = call.leaving;
  const isUnstorable = call.kind === "command" && isSame(call.request.command.data, { amount: UNSTORABLE_AMOUNT });
  const isExpected = error instanceof Broken || (error instanceof InvalidDataError && isUnstorable);
  if (!isExpected && !(signal.aborted && error === signal.reason)) yield `${actor} failed: ${String(error)}`;
}

function* judgeDecisions({ actor, newIds, decidedInVain }: Call): Iterable<string> {
  if (decidedInVain > 0) yield `${actor} was decided although its caller had left`;
  const longest = newIds.reduce((one, other) => (other.length > one.length ? other : one), []);
  for (const ids of newIds) {
    if (!isSame(ids, longest.slice(0, ids.length)))
      yield `${actor} got other ids at another attempt: ${ids} and ${longest}`;
  }
}

/** All that were told what a remembered command came to were told the same, and it came to that once. */
function* judgeRepetitions(call: Call, repeated: readonly SingleCall[], history: History): Iterable<string> {
  if (call.answer?.kind !== "outcome") return;
  const { outcome } = call.answer;
  const hasEvents = outcome.accepted && Object.keys(outcome.events).length > 0;
  for (const other of repeated) {
    const isOther = other.answer?.kind === "outcome" && !isSame(other.answer.outcome, outcome);
    if (isOther && other.number > call.number)
      yield `${call.actor} and ${other.actor} are one command with two outcomes`;
    if (!hasEvents && storedBy(other, history).length > 0) {
      yield `${call.actor} was told that nothing happened, and ${other.actor} stored events under the same id`;
    }
  }
}

function isSameCommand(call: Call, other: Call): other is SingleCall {
  const isOther = other.kind === "command" && call.kind === "command" && other !== call;
  return (
    isOther &&
    call.commandId !== undefined &&
    other.commandId === call.commandId &&
    isSame(streamIdsOf(call), streamIdsOf(other))
  );
}

/** A command id leads to the events of one call in a stream, and no event is there twice. */
function* judgeIds(log: Run["log"]): Iterable<string> {
  const actors = new Map<string, unknown>();
  for (const { streamId, metadata } of log) {
    if (metadata.commandId === undefined) continue;
    const key = `${metadata.commandId} in ${streamId}`;
    const first = actors.get(key) ?? metadata.actor;
    if (first !== metadata.actor) yield `${key} was accepted twice, of ${first} and of ${metadata.actor}`;
    actors.set(key, first);
  }
  if (new Set(log.map(({ eventId }) => eventId)).size !== log.length) yield "an event is stored twice";
}

function* judgeNewIds(calls: readonly Call[]): Iterable<string> {
  const owners = new Map<string, string>();
  for (const { actor, newIds } of calls) {
    for (const id of newIds.flat()) {
      const owner = owners.get(id) ?? actor;
      if (owner !== actor) yield `${owner} and ${actor} got the same new id`;
      owners.set(id, owner);
    }
  }
}
