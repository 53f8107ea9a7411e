import type { DomainEvent, RecordedEvent } from "@factum/core";
import fc from "fast-check";
import { recordedStreams } from "../recorded-streams.js";
import type { StreamHistory } from "../stream-of.js";
import { arbitraryOf } from "./arbitraries/arbitrary-of.js";
import { anyPlan } from "./plan.js";
import type { AnySubject, PropertyOptions } from "./property-options.js";
import { destinationOf, eventsOf } from "./walk.js";

/** What happened to several streams, and in which order. */
export interface AnyLog {
  /** In order; a stream that is there twice goes on. */
  readonly parts: readonly StreamPart[];
  readonly recorded: readonly RecordedEvent[];
}

export interface StreamPart {
  readonly subject: AnySubject;
  readonly id: string;
  readonly events: readonly DomainEvent[];
}

/** Of one aggregate, so many streams at most: enough to share a row, and to be confused. */
const STREAMS = 3;

/** What events are is the business of their aggregates' properties. */
const NO_CHECKS = new Set<never>();

/** Ids of one stream are never those of another: the n-th one of a stream counts from n times this. */
const IDS_OF_A_STREAM = 1_000;

/** Logs of several streams of each aggregate, each with a history that commands lead to; shrunk, one stream follows the other. */
export function anyLog(subjects: readonly AnySubject[], options: PropertyOptions): fc.Arbitrary<AnyLog> {
  const streams = subjects.map((subject) => {
    const ids = idsOf(subject, options);
    return fc
      .array(anyPlan(subject, options), { minLength: 1, maxLength: ids.length, size: "max" })
      .map((plans) =>
        plans.flatMap((plan, index) => ({ subject: { ...subject, id: ids[index] ?? subject.id }, plan })),
      );
  });
  const turns = fc.array(fc.nat(), { maxLength: 40 });
  return fc.tuple(fc.tuple(...streams), turns, fc.boolean()).map(([planned, order, isCut]) => {
    const histories = planned.flat().map(({ subject, plan }, index) => ({
      subject,
      id: subject.id,
      events: eventsOf(destinationOf(subject, plan, { drawn: index * IDS_OF_A_STREAM })),
    }));
    const parts = interleaved(histories, order, isCut);
    const log = recordedStreams(parts.map(streamHistory), NO_CHECKS);
    return { parts, recorded: log.map(({ recorded }) => recorded) };
  });
}

export function streamHistory({ subject, id, events }: StreamPart): StreamHistory {
  return { codec: subject.decider.codec, id, events };
}

function idsOf(subject: AnySubject, { arbitraries: own }: PropertyOptions): readonly string[] {
  const ids = arbitraryOf(subject.model.id, { place: `the id of ${subject.model.name}`, own });
  const others = fc.sample(ids, { seed: 1, numRuns: 50 }) as readonly string[];
  return [...new Set([subject.id, ...others])].slice(0, STREAMS);
}

/**
 * Takes an event of the stream whose turn it is, again and again. Without turns left, all of one stream and then the next; or
 * nothing any more, as in a log that is read before everything has happened.
 */
function interleaved(
  histories: readonly StreamPart[],
  turns: readonly number[],
  isCut: boolean,
): readonly StreamPart[] {
  const waiting = histories.map((history) => ({ ...history, events: [...history.events] }));
  const parts: { subject: AnySubject; id: string; events: DomainEvent[] }[] = [];
  const append = ({ subject, id }: StreamPart, events: readonly DomainEvent[]) => {
    const last = parts.at(-1);
    if (last !== undefined && last.subject === subject) last.events.push(...events);
    else if (events.length > 0) parts.push({ subject, id, events: [...events] });
  };
  for (const turn of turns) {
    const open = waiting.filter(({ events }) => events.length > 0);
    const history = open[turn % open.length];
    if (history === undefined) break;
    append(history, history.events.splice(0, 1));
  }
  if (!isCut) for (const history of waiting) append(history, history.events);
  return parts;
}
