import { InvalidDecisionError } from "../decider/as-decision.js";
import type { DomainEvent } from "../decider/domain-event.js";
import { isRejection, type Rejection } from "../decider/rejection.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import type { Append, AppendOutcome, EventMetadata } from "../ports/event-store.js";
import { isPlainObject } from "../values/is-plain-object.js";
import { assertStreamId, streamIdOf } from "../values/stream-id.js";
import type { CommandRuntime } from "./command-runtime.js";
import type { EventsOf, JointDecider } from "./joint-decider.js";
import { loadStream } from "./load-stream.js";
import type { AnyDecider, KnownStream } from "./state-cache.js";
import { takeEvents } from "./take-events.js";

/** One of the streams of a joint decision, under the part that it plays. */
export interface JointPart {
  readonly name: string;
  readonly decider: AnyDecider;
  readonly id: string;
  readonly streamId: string;
}

export interface KnownPart extends JointPart {
  readonly known: KnownStream;
}

/** A part with what was decided for it. */
export interface DecidedPart extends KnownPart {
  readonly events: readonly DomainEvent[];
  /** Without events it only checks the version: what was decided rests on this stream too. */
  readonly append: Append;
  readonly after: KnownStream;
}

export interface CommittedPart extends DecidedPart {
  readonly outcome: AppendOutcome;
}

/** @throws {InvalidDataError} for an id that is not valid, or two parts that are one stream */
export function partsOf(joint: JointDecider, ids: Readonly<Record<string, unknown>>): readonly JointPart[] {
  const parts = new Map<string, JointPart>();
  for (const [name, decider] of Object.entries(joint.participants)) {
    const id = decider.parseId(ids[name]);
    const streamId = streamIdOf(decider.category, id);
    assertStreamId(streamId);
    const other = parts.get(streamId);
    if (other !== undefined) {
      const issue = { path: name, message: `is the same stream as ${other.name}; each part needs its own` };
      throw new InvalidDataError(`the ids of ${joint.name}`, [issue]);
    }
    parts.set(streamId, { name, decider, id, streamId });
  }
  return [...parts.values()];
}

/** @param stale what is known of streams that may have moved on since, by stream id */
export function loadParts(
  runtime: CommandRuntime,
  parts: readonly JointPart[],
  stale: ReadonlyMap<string, KnownStream>,
): Promise<readonly KnownPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      const { decider, streamId } = part;
      // The append checks every version, so what is in memory will do.
      const { cache, watch } = runtime;
      const cached = cache.get(streamId, decider);
      if (cached !== undefined) watch.loaded({ streamId, from: "cache", events: 0 });
      const passed = stale.get(streamId);
      const isUsable = passed !== undefined && cache.isCurrent(passed);
      const known = cached ?? (await loadStream(runtime, decider, streamId, isUsable ? passed : undefined));
      return { ...part, known };
    }),
  );
}

/** @throws {InvalidDecisionError} for what is no decision, e.g. events for a part that there is not */
export function decideParts(
  runtime: CommandRuntime,
  joint: JointDecider,
  parts: readonly KnownPart[],
  decision: EventsOf<JointDecider["participants"]> | Rejection,
  { metadata, commandId }: { readonly metadata: EventMetadata; readonly commandId: string | undefined },
): readonly DecidedPart[] {
  const events = decisionByPart(joint, decision);
  return parts.map((part): DecidedPart => {
    const { decider, streamId, known } = part;
    const taken = takeEvents(decider, events.get(part.name) ?? [], { state: known.state, metadata, ...runtime });
    const append: Append = {
      streamId,
      expectedVersion: known.version,
      events: taken.stored,
      ...(commandId === undefined ? {} : { appendId: commandId }),
    };
    const version = known.version + taken.events.length;
    return { ...part, events: taken.events, append, after: { ...known, state: taken.state, version } };
  });
}

function decisionByPart(joint: JointDecider, decision: unknown): ReadonlyMap<string, readonly DomainEvent[]> {
  const handler = `${joint.name}'s decide`;
  // Anything else may well look as if it had no events: a promise above all.
  if (!isPlainObject(decision)) throw new InvalidDecisionError(handler, decision);
  if (isRejection(decision as Rejection)) return new Map();
  for (const [name, events] of Object.entries(decision)) {
    if (!Object.hasOwn(joint.participants, name) || !Array.isArray(events))
      throw new InvalidDecisionError(handler, events);
  }
  return new Map(Object.entries(decision as Record<string, readonly DomainEvent[]>));
}
