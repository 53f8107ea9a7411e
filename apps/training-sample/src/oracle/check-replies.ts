import { type LogEvent, streamsOf } from "./log-event.js";
import type { Reply } from "./reply.js";
import { factsByVersion, rightAnswer } from "./training-rules.js";
import type { Verdict } from "./verdict.js";

/**
 * What clients were told against what the log holds. Only the streams of the replies are looked at, and nobody else may
 * have sent commands to those.
 */
export function checkReplies(log: readonly LogEvent[], replies: readonly Reply[]): Verdict[] {
  const asked = askedOf(log, replies);
  return [acceptedIsStoredOnce(asked), nothingElseIsStored(asked), answersWereRight(asked), answersWereFresh(asked)];
}

/** One stream, and everything that was asked of it. */
interface Asked {
  readonly streamId: string;
  readonly replies: readonly Reply[];
  readonly events: readonly LogEvent[];
  readonly byVersion: ReadonlyMap<number, LogEvent>;
}

function askedOf(log: readonly LogEvent[], replies: readonly Reply[]): Asked[] {
  const streams = streamsOf(log);
  const toStream = new Map<string, Reply[]>();
  for (const reply of replies) toStream.set(reply.streamId, [...(toStream.get(reply.streamId) ?? []), reply]);
  return [...toStream].map(([streamId, ours]) => {
    const events = streams.get(streamId) ?? [];
    return { streamId, replies: ours, events, byVersion: new Map(events.map((event) => [event.version, event])) };
  });
}

function acceptedIsStoredOnce(asked: readonly Asked[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const { replies, events, byVersion } of asked) {
    const claimed = new Map<number, Reply>();
    for (const reply of replies) {
      if (reply.answer.kind !== "accepted" || reply.answer.events.length === 0) continue;
      looked++;
      for (const { version, type } of claimsOf(reply)) {
        const other = claimed.get(version);
        if (other !== undefined) {
          differences.push(`${nameOf(reply)} and ${other.command} were both told that version ${version} is theirs`);
        }
        claimed.set(version, reply);
        const problem = mismatch(reply, type, byVersion.get(version)) ?? mismatchOfPosition(reply, version, events);
        if (problem !== undefined)
          differences.push(`${nameOf(reply)} was accepted as version ${version}, but ${problem}`);
      }
    }
  }
  return { claim: "every accepted command is in its stream exactly once", looked, differences };
}

function mismatch(reply: Reply, type: string, event: LogEvent | undefined): string | undefined {
  if (event === undefined) return "the log has no such event";
  if (event.type !== type) return `the log has ${event.type} there, not ${type}`;
  for (const [field, asked] of Object.entries(reply.data)) {
    if (event.data[field] !== asked) return `its ${field} is ${String(event.data[field])}, not ${String(asked)}`;
  }
  return undefined;
}

function mismatchOfPosition({ answer, key }: Reply, version: number, events: readonly LogEvent[]): string | undefined {
  if (answer.kind !== "accepted" || answer.version !== version) return undefined;
  const told = events.find(({ position }) => position === answer.position);
  if (told !== undefined && (told.version === version || (key === undefined && told.version > version)))
    return undefined;
  const at = events.find((event) => event.version === version)?.position;
  return `it is at position ${at}, not ${answer.position}`;
}

/** Each event beyond those of accepted replies must be one that an unclear command may have left. */
function nothingElseIsStored(asked: readonly Asked[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const { streamId, replies, events } of asked) {
    looked += replies.filter(({ answer }) => answer.kind === "rejected" || answer.kind === "refused").length;
    const claimed = new Set(replies.flatMap(claimsOf).map(({ version }) => version));
    const unclear = replies.filter(({ answer }) => answer.kind === "unclear").map(({ command }) => EVENT_OF[command]);
    for (const event of events) {
      if (claimed.has(event.version)) continue;
      const cause = unclear.indexOf(event.type);
      if (cause >= 0) unclear.splice(cause, 1);
      else differences.push(`${streamId}: nobody was told of ${event.type}, version ${event.version}`);
    }
  }
  return { claim: "no refused command has left anything", looked, differences };
}

const EVENT_OF: Readonly<Record<string, string>> = {
  CreateRegistration: "RegistrationCreated",
  CancelRegistration: "RegistrationCanceled",
  StartVideo: "VideoStarted",
  CompleteTraining: "TrainingCompleted",
};

/** The rules say what the answer had to be at the version that it was decided on. */
function answersWereRight(asked: readonly Asked[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const { replies, events } of asked) {
    const facts = factsByVersion(events);
    for (const reply of replies) {
      const decidedOn = decidedOnVersion(reply);
      if (decidedOn === undefined) continue;
      looked++;
      const known = facts[decidedOn];
      const right =
        known === undefined
          ? "unknown, for the log has no such version"
          : rightAnswer(known, reply.command, reply.data);
      const told = toldOf(reply);
      if (told !== right) {
        differences.push(`${nameOf(reply)} was told ${told} on version ${decidedOn}; the right answer is ${right}`);
      }
    }
  }
  return { claim: "every answer was the right one at the version it was decided on", looked, differences };
}

/** Who asks after somebody was told of version n gets an answer from n on, never from an older state. */
function answersWereFresh(asked: readonly Asked[]): Verdict {
  const differences: string[] = [];
  let looked = 0;
  for (const { replies } of asked) {
    const told = replies.flatMap((reply) => {
      const decidedOn = decidedOnVersion(reply);
      return decidedOn === undefined ? [] : [{ reply, decidedOn, known: versionAfter(reply) ?? decidedOn }];
    });
    for (const { reply, decidedOn } of told) {
      looked++;
      const earlier = told.filter((other) => other.reply.receivedAt < reply.sentAt);
      const newest = Math.max(0, ...earlier.map(({ known }) => known));
      if (decidedOn >= newest) continue;
      differences.push(
        `${nameOf(reply)} was decided on version ${decidedOn}, after somebody had been told of ${newest}`,
      );
    }
  }
  return { claim: "no answer rests on a state older than what was known when it was asked", looked, differences };
}

function claimsOf({ answer }: Reply): { version: number; type: string }[] {
  if (answer.kind !== "accepted") return [];
  const before = answer.version - answer.events.length;
  return answer.events.map((type, index) => ({ version: before + 1 + index, type }));
}

function versionAfter({ answer }: Reply): number | undefined {
  return answer.kind === "accepted" || answer.kind === "rejected" ? answer.version : undefined;
}

function decidedOnVersion({ answer }: Reply): number | undefined {
  if (answer.kind === "rejected") return answer.version;
  return answer.kind === "accepted" ? answer.version - answer.events.length : undefined;
}

function toldOf({ answer }: Reply): string {
  if (answer.kind === "rejected") return answer.name;
  if (answer.kind !== "accepted") return answer.why;
  return answer.events.length === 0 ? "nothing" : answer.events.join(", ");
}

function nameOf({ streamId, command }: Reply): string {
  return `${streamId}: ${command}`;
}
