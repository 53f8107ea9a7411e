import type { Command } from "../decider/command.js";
import { isRejection, type Rejection } from "../decider/rejection.js";
import { ConflictError } from "../errors/conflict-error.js";
import { assertCommandId } from "../ports/assert-outcomes.js";
import type { CommandObserver, ObservedAppend } from "../ports/command-observer.js";
import type { AppendOutcome, EventMetadata } from "../ports/event-store.js";
import { wait } from "../values/wait.js";
import type { CommandDesk } from "./command-desk.js";
import { type CommandOrigin, metadataOf } from "./command-metadata.js";
import type { CommandRuntime } from "./command-runtime.js";
import { eventsOfCommand } from "./events-of-command.js";
import { fullJitter } from "./full-jitter.js";
import type { EventsOf, IdsOf, JointDecider, Participants } from "./joint-decider.js";
import type { JointlyAccepted, JointOutcome } from "./joint-outcome.js";
import {
  type CommittedPart,
  type DecidedPart,
  decideParts,
  type JointPart,
  loadParts,
  partsOf,
} from "./joint-parts.js";
import { resultOf } from "./observed-result.js";
import { repeatableIds } from "./repeatable-ids.js";
import { runAround } from "./run-around.js";
import { saveSnapshot } from "./snapshots.js";
import type { KnownStream } from "./state-cache.js";

export interface HandleTogetherOptions extends CommandOrigin {
  /** Makes an accepted command idempotent, as for one stream. */
  readonly commandId?: string;
  /** Leaves between attempts. An append that is under way is never cut off. */
  readonly signal?: AbortSignal;
}

/**
 * Decides a command on the present states of several streams, which the store confirms to be of one moment, and stores the
 * events in all of them or in none. Where another writer was faster it is decided again, as for one stream.
 *
 * @throws {InvalidDataError} for ids that are not valid or name one stream twice, data that is not valid, or an event that
 *   `decide` built and its schema refuses; nothing was stored
 * @throws {InvalidDecisionError} `decide` returned neither events of its parts nor a rejection
 * @throws {ConflictError} every permitted attempt met a conflict; it names the first stream that had moved on
 * @throws {CommitUnknownError} the connection was lost during the append: with a `commandId` it is safe to repeat
 */
export type HandleTogether = <P extends Participants, C extends Command, R extends Rejection>(
  decider: JointDecider<P, C, R>,
  ids: NoInfer<IdsOf<P>>,
  command: NoInfer<C>,
  options?: HandleTogetherOptions,
) => Promise<JointOutcome<P, R>>;

export function createTogetherHandler(desk: CommandDesk, observer: CommandObserver | undefined): HandleTogether {
  async function handle(
    joint: JointDecider,
    ids: Readonly<Record<string, unknown>>,
    given: Command,
    options: HandleTogetherOptions = {},
  ): Promise<JointOutcome> {
    options.signal?.throwIfAborted();
    const { commandId } = options;
    const parts = partsOf(joint, ids);
    const streamIds = parts.map(({ streamId }) => streamId);
    if (commandId !== undefined) for (const streamId of streamIds) assertCommandId(streamId, commandId);
    const command = joint.parseCommand === undefined ? given : joint.parseCommand(given);
    const observed = { aggregate: joint.name, command: command.type, streamIds, commandId };
    return runAround(observer, observed, metadataOf(options), (metadata) =>
      desk.inTurn(streamIds, () => decideTogether(desk.runtime, { joint, parts, command, metadata, options })),
    );
  }
  return handle as HandleTogether;
}

interface JointRequest {
  readonly joint: JointDecider;
  readonly parts: readonly JointPart[];
  readonly command: Command;
  readonly metadata: EventMetadata;
  readonly options: HandleTogetherOptions;
}

async function decideTogether(
  runtime: CommandRuntime,
  { joint, parts, command, metadata, options: { commandId, actor, signal } }: JointRequest,
): Promise<JointOutcome> {
  const { cache, retry, clock, watch } = runtime;
  const ids = byName(parts, ({ id }) => id);
  const startIds = repeatableIds(runtime.ids);
  const stale = new Map<string, KnownStream>();

  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const known = await loadParts(runtime, parts, stale);
    const versions = byName(known, (part) => part.known.version);
    const states = byName(known, (part) => part.known.state);
    let decision: ReturnType<JointDecider["decide"]> = {};
    let decided: readonly DecidedPart[];
    let failure: { readonly error: unknown } | undefined;
    try {
      decision = joint.decide(states, command, { ids, versions, now: clock.now(), actor, newId: startIds() });
      decided = decideParts(runtime, joint, known, decision, { metadata, commandId });
    } catch (error) {
      // It rests on the states as any answer does: the store has to confirm that they are of one moment.
      failure = { error };
      decided = decideParts(runtime, joint, known, {}, { metadata, commandId });
    }

    const outcomes = await appendParts(runtime, decided);
    const ended = decided.map((part, index) => ({ ...part, outcome: outcomes[index] as CommittedPart["outcome"] }));
    if (outcomes.some(({ status }) => status === "duplicate")) return firstOutcome(runtime, ended, commandId);
    const passed = ended.find(({ outcome }) => outcome.status === "conflict");
    if (passed === undefined) {
      for (const { streamId, after, known: before, outcome } of ended) {
        const position = outcome.position > 0 ? outcome.position : before.position;
        cache.set(streamId, saveSnapshot(runtime, streamId, { ...after, position }));
      }
      if (failure !== undefined) throw failure.error;
      return isRejection(decision as Rejection)
        ? { accepted: false, rejection: decision as Rejection, versions }
        : acceptedOf(ended);
    }

    stale.clear();
    for (const { streamId, known: before, outcome } of ended) {
      if (outcome.version !== before.version && cache.get(streamId, before.decider) === before) cache.delete(streamId);
      if (outcome.version >= before.version) stale.set(streamId, before);
    }
    const { streamId, known: before, outcome } = passed;
    const conflict = { streamId, expected: before.version, actual: outcome.version };
    if (attempt >= retry.maxAttempts) throw new ConflictError({ ...conflict, attempts: attempt });
    watch.conflicted({ ...conflict, attempt });
    await wait(fullJitter(retry, attempt), signal);
  }
}

async function appendParts(
  { store, watch }: CommandRuntime,
  parts: readonly DecidedPart[],
): Promise<readonly AppendOutcome[]> {
  const tell = (result: ObservedAppend["result"]) => {
    for (const { streamId, events } of parts) {
      watch.appended({ streamId, commands: 1, events: events.length, result });
    }
  };
  try {
    const outcomes = await store.appendAll(parts.map(({ append }) => append));
    tell(resultOf(outcomes));
    return outcomes;
  } catch (error) {
    tell("failed");
    throw error;
  }
}

function acceptedOf(parts: readonly CommittedPart[]): JointlyAccepted {
  return {
    accepted: true,
    events: byName(
      parts.filter(({ events }) => events.length > 0),
      ({ events }) => events,
    ),
    versions: byName(parts, ({ after }) => after.version),
    position: Math.max(0, ...parts.map(({ outcome, known }) => Math.max(outcome.position, known.position))),
  };
}

/** What a command with this id came to when it was accepted, earlier. */
async function firstOutcome(
  { store, reading }: CommandRuntime,
  parts: readonly CommittedPart[],
  commandId: string | undefined,
): Promise<JointlyAccepted> {
  const repeated = parts.filter(({ outcome }) => outcome.status === "duplicate");
  const events = await Promise.all(
    repeated.map(async ({ name, streamId, decider, outcome: { version } }) => {
      return [name, await eventsOfCommand(store, decider.codec, { streamId, commandId, version }, reading)] as const;
    }),
  );
  return {
    accepted: true,
    events: Object.fromEntries(events) as EventsOf<Participants>,
    versions: byName(parts, ({ outcome }) => outcome.version),
    position: Math.max(...repeated.map(({ outcome }) => outcome.position)),
  };
}

function byName<Part extends Pick<JointPart, "name">, Value>(
  parts: readonly Part[],
  value: (part: Part) => Value,
): Record<string, Value> {
  return Object.fromEntries(parts.map((part) => [part.name, value(part)]));
}
