import { describe, expect, it } from "vitest";
import { checkReplies } from "./check-replies.js";
import { event, GOOD_LOG, GOOD_REPLIES, reply } from "./example-log.js";
import type { LogEvent } from "./log-event.js";
import type { Reply } from "./reply.js";

const differences = (log: readonly LogEvent[], replies: readonly Reply[]) =>
  checkReplies(log, replies).flatMap((verdict) => verdict.differences);
const without = (position: number) => GOOD_LOG.filter((one) => one.position !== position);
const unclear = (streamId: string, command: string): Reply => ({
  ...reply(40, streamId, command, {}, "nothing"),
  answer: { kind: "unclear", why: "socket hang up" },
});

describe("the oracle of replies", () => {
  it("finds nothing where every answer is borne out by the log", () => {
    expect(checkReplies(GOOD_LOG, GOOD_REPLIES).map((verdict) => [verdict.looked, verdict.differences])).toEqual([
      [6, []],
      [2, []],
      [9, []],
      [9, []],
    ]);
  });

  it("finds an accepted event that is lost from the end of its stream, where versions show no gap", () => {
    expect(differences(without(9), GOOD_REPLIES)).toContain(
      "training-c: CreateRegistration was accepted as version 1, but the log has no such event",
    );
  });

  it("finds an accepted event that is stored twice", () => {
    const log = [...GOOD_LOG, event(10, "training-c", 2, "RegistrationCreated", { traineeId: "t3", courseId: "c2" })];
    expect(differences(log, GOOD_REPLIES)).toContain("training-c: nobody was told of RegistrationCreated, version 2");
  });

  it("finds what a rejected command has left", () => {
    const log = [...GOOD_LOG, event(10, "training-b", 3, "VideoStarted", { videoId: "v1" })];
    expect(differences(log, GOOD_REPLIES)).toEqual(["training-b: nobody was told of VideoStarted, version 3"]);
  });

  it("finds two commands that were both accepted as the same version", () => {
    const twice = [...GOOD_REPLIES, reply(10, "training-b", "CancelRegistration", { reason: "moved" }, [2, 5])];
    expect(differences(GOOD_LOG, twice)).toContain(
      "training-b: CancelRegistration and CancelRegistration were both told that version 2 is theirs",
    );
  });

  it("finds another event, other data or another position than was answered", () => {
    const other = (change: Partial<LogEvent>) =>
      GOOD_LOG.map((one) => (one.position === 5 ? { ...one, ...change } : one));
    expect(differences(other({ type: "VideoStarted" }), GOOD_REPLIES)).toContain(
      "training-b: CancelRegistration was accepted as version 2, but the log has VideoStarted there, not RegistrationCanceled",
    );
    expect(differences(other({ data: { reason: "ill" } }), GOOD_REPLIES)).toContain(
      "training-b: CancelRegistration was accepted as version 2, but its reason is ill, not moved",
    );
    expect(differences(other({ position: 7 }), GOOD_REPLIES)).toContain(
      "training-b: CancelRegistration was accepted as version 2, but it is at position 7, not 5",
    );
  });

  it("allows the position of a later event of the stream, but only to a command without a key", () => {
    const told = (position: number, key?: string): Reply[] => {
      const answer = { kind: "accepted" as const, version: 1, position, events: ["RegistrationCreated"] };
      const [first] = GOOD_REPLIES.filter(({ streamId }) => streamId === "training-b");
      return GOOD_REPLIES.map((one) => (one === first ? { ...one, key, answer } : one));
    };
    const at = (version: number) =>
      GOOD_LOG.find((one) => one.streamId === "training-b" && one.version === version)?.position ?? Number.NaN;
    const problem = (position: number) =>
      `training-b: CreateRegistration was accepted as version 1, but it is at position ${at(1)}, not ${position}`;
    expect(differences(GOOD_LOG, told(at(1), "key"))).toEqual([]);
    expect(differences(GOOD_LOG, told(at(2)))).toEqual([]);
    expect(differences(GOOD_LOG, told(at(2), "key"))).toContain(problem(at(2)));
    // Of another stream, and of none.
    expect(differences(GOOD_LOG, told(9))).toContain(problem(9));
    expect(differences(GOOD_LOG, told(99))).toContain(problem(99));
  });

  it("allows an unclear command to have left its event or not, but no more than one and of no other kind", () => {
    const replies = [...GOOD_REPLIES, unclear("training-c", "StartVideo")];
    const started = [...GOOD_LOG, event(10, "training-c", 2, "VideoStarted", { videoId: "v1" })];
    const twice = [...started, event(11, "training-c", 3, "VideoStarted", { videoId: "v2" })];
    const canceled = [...GOOD_LOG, event(10, "training-c", 2, "RegistrationCanceled", { reason: "x" })];
    expect(differences(GOOD_LOG, replies)).toEqual([]);
    expect(differences(started, replies)).toEqual([]);
    expect(differences(twice, replies)).toEqual(["training-c: nobody was told of VideoStarted, version 3"]);
    expect(differences(canceled, replies)).toEqual(["training-c: nobody was told of RegistrationCanceled, version 2"]);
  });

  it("finds a rejection that was wrong at its version", () => {
    const replies = [...GOOD_REPLIES, reply(40, "training-c", "StartVideo", { videoId: "v1" }, "NotRegistered", 1)];
    expect(differences(GOOD_LOG, replies)).toEqual([
      "training-c: StartVideo was told NotRegistered on version 1; the right answer is VideoStarted",
    ]);
  });

  it("finds a rejection on a version that the log does not have", () => {
    const replies = [...GOOD_REPLIES, reply(40, "training-c", "StartVideo", { videoId: "v1" }, "AlreadyCompleted", 7)];
    expect(differences(GOOD_LOG, replies)[0]).toMatch("on version 7; the right answer is unknown");
  });

  it("finds an answer from a stale cache: right at its version, but others knew more when it was asked", () => {
    const replies = [...GOOD_REPLIES, reply(40, "training-b", "StartVideo", { videoId: "v1" }, "NotRegistered", 0)];
    expect(differences(GOOD_LOG, replies)).toEqual([
      "training-b: StartVideo was decided on version 0, after somebody had been told of 2",
    ]);
  });
});
