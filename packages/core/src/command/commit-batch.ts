import { CommitUnknownError } from "../errors/commit-unknown-error.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { InlineKeyError } from "../inline/inline-key-error.js";
import { InlineReadModelError } from "../inline/inline-read-model-error.js";
import type { AppendOutcome } from "../ports/event-store.js";
import type { CommandRuntime } from "./command-runtime.js";
import type { Decided, DecidedBatch } from "./decide-batch.js";
import { eventsOfCommand } from "./events-of-command.js";
import { resultOf } from "./observed-result.js";
import type { PendingCommand } from "./pending-command.js";
import { settleRemembered } from "./settle-remembered.js";
import { type KnownStream, knownAt } from "./state-cache.js";

/** What became of a batch. Whoever is not in `again` has been answered. */
export type BatchResult =
  /** Stored, or confirmed. `known` is the stream now. */
  | { readonly status: "committed"; readonly known: KnownStream }
  /** Nothing was stored: the stream is at `actual`. */
  | { readonly status: "conflict"; readonly actual: number; readonly again: readonly PendingCommand[] }
  /** Some had been accepted before; the others rested on events of theirs that are not what was decided now. */
  | { readonly status: "repeated"; readonly again: readonly PendingCommand[] }
  /** Nothing was stored, because something in it cannot be. */
  | { readonly status: "refused"; readonly again: readonly PendingCommand[] }
  /** Whether anything was stored is not known. */
  | { readonly status: "unknown" };

/** A decided batch and what it was decided on. */
export interface BatchToCommit {
  readonly known: KnownStream;
  readonly decided: DecidedBatch;
  /** Whether the state was read from the store after the last of the commands had come. */
  readonly isFresh: boolean;
}

/** Stores what a batch has decided, and only then gives the answers that rest on it. */
export async function commitBatch(
  runtime: CommandRuntime,
  streamId: string,
  { known, decided: batch, isFresh }: BatchToCommit,
): Promise<BatchResult> {
  const { decided } = batch;
  const [first] = decided;
  if (first === undefined) return { status: "committed", known };
  // A state from memory may be behind: no refusal may rest on it until the store has confirmed its version.
  const check = { streamId, expectedVersion: known.version, events: [] };
  const appends = batch.appends.length === 0 && !isFresh ? [check] : batch.appends;
  const commands = decided.length;
  const events = batch.version - known.version;

  let outcomes: readonly AppendOutcome[];
  try {
    const settled =
      runtime.outcomes === undefined
        ? undefined
        : await settleRemembered(runtime.outcomes, first, appends, known.position);
    if (settled === "remembered") {
      runtime.watch.appended({ streamId, commands, events, result: "repeated" });
      return { status: "repeated", again: [] };
    }
    const [only] = appends;
    if (settled !== undefined) outcomes = [settled];
    else if (only === undefined) outcomes = [];
    else outcomes = appends.length === 1 ? [await runtime.store.append(only)] : await runtime.store.appendAll(appends);
  } catch (error) {
    runtime.watch.appended({ streamId, commands, events, result: "failed" });
    if (isOneAtFault(error) && decided.length > 1) return { status: "refused", again: pendingOf(decided) };
    for (const { pending } of decided) pending.fail(error);
    return error instanceof CommitUnknownError ? { status: "unknown" } : { status: "refused", again: [] };
  }

  const failed = outcomes.find(({ status }) => status === "conflict" || status === "withdrawn");
  const observed = { streamId, commands, events, result: resultOf(outcomes) };
  if (appends.length > 0) runtime.watch.appended(observed);
  if (outcomes.some(({ status }) => status === "duplicate")) {
    return { status: "repeated", again: await answerRepeated(runtime, streamId, decided, outcomes) };
  }
  if (failed !== undefined) return { status: "conflict", actual: failed.version, again: pendingOf(decided) };

  const position = answerAll(decided, outcomes, known.position);
  return { status: "committed", known: knownAt(known, batch.state, batch.version, position) };
}

/** Whether an event of one command kept all of them from being stored. */
function isOneAtFault(error: unknown): boolean {
  return error instanceof InvalidDataError || error instanceof InlineReadModelError || error instanceof InlineKeyError;
}

/** Everybody's answer; returns the position of the stream's last event. */
function answerAll(decided: readonly Decided[], outcomes: readonly AppendOutcome[], before: number): number {
  let position = before;
  for (const one of decided) {
    if (one.decision.kind === "events") position = outcomes[one.append ?? -1]?.position ?? position;
    answer(one, position);
  }
  return position;
}

function answer(one: Decided, position: number): void {
  const { pending, version, decision } = one;
  switch (decision.kind) {
    case "events":
      pending.answer({ accepted: true, events: decision.taken.events, version, position });
      break;
    case "nothing":
      pending.answer({ accepted: true, events: [], version, position });
      break;
    case "rejection":
      pending.answer({ accepted: false, rejection: decision.rejection, version });
      break;
    case "error":
      pending.fail(decision.error);
      break;
  }
}

/**
 * Answers those that were accepted before with their first events, and those that were stored now; the others have to be
 * decided again, since what they rested on is not what is stored.
 */
async function answerRepeated(
  { store, reading }: CommandRuntime,
  streamId: string,
  decided: readonly Decided[],
  outcomes: readonly AppendOutcome[],
): Promise<readonly PendingCommand[]> {
  const again: PendingCommand[] = [];
  for (const one of decided) {
    const outcome = one.append === undefined ? undefined : outcomes[one.append];
    const { request } = one.pending;
    if (outcome?.status === "duplicate") {
      const { version, position } = outcome;
      const { codec } = request.decider;
      const events = await eventsOfCommand(store, codec, { streamId, commandId: request.commandId, version }, reading);
      one.pending.answer({ accepted: true, events, version, position });
    } else if (one.decision.kind === "events" && outcome?.status === "stored") answer(one, outcome.position);
    else again.push(one.pending);
  }
  return again;
}

function pendingOf(decided: readonly Decided[]): readonly PendingCommand[] {
  return decided.map(({ pending }) => pending);
}
