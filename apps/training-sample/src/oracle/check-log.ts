import { isTraining, type LogEvent, streamsOf } from "./log-event.js";
import { NO_FACTS, withFact } from "./training-rules.js";
import type { Verdict } from "./verdict.js";

/** What must hold for a log whatever was asked of the application. */
export function checkLog(log: readonly LogEvent[]): Verdict[] {
  return [versionsWithoutGaps(log), positionsRise(log), eventIdsAreUnique(log), historiesAreValid(log)];
}

function versionsWithoutGaps(log: readonly LogEvent[]): Verdict {
  const differences: string[] = [];
  const streams = streamsOf(log);
  for (const [streamId, stream] of streams) {
    const versions = stream.map(({ version }) => version).sort((a, b) => a - b);
    versions.forEach((version, index) => {
      const before = versions[index - 1] ?? 0;
      if (version === before) differences.push(`${streamId} has version ${version} twice`);
      if (version > before + 1) differences.push(`${streamId} has a gap: version ${version} follows ${before}`);
    });
  }
  return { claim: "streams count their versions from 1 without a gap", looked: streams.size, differences };
}

/** Listeners go by position: a later version at a lower position would reach them first. */
function positionsRise(log: readonly LogEvent[]): Verdict {
  const differences: string[] = [];
  const positions = new Set<number>();
  for (const { position, streamId } of log) {
    if (positions.has(position)) differences.push(`position ${position} is taken twice, here by ${streamId}`);
    positions.add(position);
  }
  for (const [streamId, stream] of streamsOf(log)) {
    const byVersion = stream.toSorted((a, b) => a.version - b.version);
    byVersion.forEach((event, index) => {
      const before = byVersion[index - 1];
      if (before === undefined || before.position < event.position) return;
      differences.push(
        `${streamId}: version ${event.version} is at position ${event.position}, below version ${before.version} at ${before.position}`,
      );
    });
  }
  return { claim: "positions are unique and rise with the versions of a stream", looked: log.length, differences };
}

function eventIdsAreUnique(log: readonly LogEvent[]): Verdict {
  const differences: string[] = [];
  const seen = new Map<string, LogEvent>();
  for (const event of log) {
    const first = seen.get(event.eventId);
    if (first === undefined) seen.set(event.eventId, event);
    else differences.push(`event ${event.eventId} is stored at positions ${first.position} and ${event.position}`);
  }
  return { claim: "no event is stored twice", looked: log.length, differences };
}

function historiesAreValid(log: readonly LogEvent[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const [streamId, stream] of streamsOf(log)) {
    if (!isTraining(streamId)) continue;
    looked++;
    let facts = NO_FACTS;
    for (const event of stream) {
      const next = withFact(facts, event);
      if (typeof next === "string") {
        differences.push(`${streamId}, version ${event.version}: ${next}`);
        break;
      }
      facts = next;
    }
  }
  return { claim: "every training's history keeps the rules", looked, differences };
}
