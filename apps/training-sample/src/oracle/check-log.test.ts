import { describe, expect, it } from "vitest";
import { checkLog } from "./check-log.js";
import { event, GOOD_LOG } from "./example-log.js";
import type { LogEvent } from "./log-event.js";

const differences = (log: readonly LogEvent[]) => checkLog(log).flatMap((verdict) => verdict.differences);
const without = (position: number) => GOOD_LOG.filter((one) => one.position !== position);
const changed = (position: number, change: Partial<LogEvent>) =>
  GOOD_LOG.map((one) => (one.position === position ? { ...one, ...change } : one));

describe("the oracle of the log", () => {
  it("finds nothing in a good log, and says how much it looked at", () => {
    expect(checkLog(GOOD_LOG).map((verdict) => [verdict.looked, verdict.differences])).toEqual([
      [3, []],
      [6, []],
      [6, []],
      [3, []],
    ]);
  });

  it("finds a gap where an event was lost from the middle of a stream", () => {
    expect(differences(without(3))).toContain("training-a has a gap: version 3 follows 1");
  });

  it("finds a gap where the first event of a stream was lost", () => {
    expect(differences(without(1))).toContain("training-a has a gap: version 2 follows 0");
  });

  it("finds a version that two events have", () => {
    const log = [...GOOD_LOG, event(10, "training-b", 2, "VideoStarted", { videoId: "v1" })];
    expect(differences(log)).toContain("training-b has version 2 twice");
  });

  it("finds an event that is stored twice", () => {
    const log = [...GOOD_LOG, { ...event(10, "training-c", 2, "VideoStarted", { videoId: "v1" }), eventId: "event-9" }];
    expect(differences(log)).toEqual(["event event-9 is stored at positions 9 and 10"]);
  });

  it("finds a later version at a lower position", () => {
    const log = changed(2, { position: 7 }).toSorted((a, b) => a.position - b.position);
    expect(differences(log)).toContain("training-b: version 2 is at position 5, below version 1 at 7");
  });

  it("finds a position that is taken twice", () => {
    expect(differences(changed(9, { position: 6 }))).toContain("position 6 is taken twice, here by training-c");
  });

  it.each([
    ["RegistrationCreated", { traineeId: "t1", courseId: "c1" }, "registered a second time"],
    ["VideoStarted", { videoId: "v2" }, "VideoStarted although the training was completed"],
    ["RegistrationCanceled", { reason: "late" }, "RegistrationCanceled although the training was completed"],
  ])("finds %s behind the end of a training", (type, data, problem) => {
    const log = [...GOOD_LOG, event(10, "training-a", 4, type, data)];
    expect(differences(log)).toEqual([`training-a, version 4: ${problem}`]);
  });

  it("finds a video that was started behind a cancellation, as a lost update leaves it", () => {
    const log = [...GOOD_LOG, event(10, "training-b", 3, "VideoStarted", { videoId: "v1" })];
    expect(differences(log)).toEqual(["training-b, version 3: VideoStarted although the training was canceled"]);
  });

  it("finds a video that was started twice, a completion without one, and one by somebody else", () => {
    const again = [...without(6), event(10, "training-a", 3, "VideoStarted", { videoId: "v1" })];
    expect(differences(again)).toEqual(["training-a, version 3: the video v1 was started a second time"]);
    const early = [...GOOD_LOG, event(10, "training-c", 2, "TrainingCompleted", { traineeId: "t3", courseId: "c2" })];
    expect(differences(early)).toEqual(["training-c, version 2: completed without a video"]);
    const other = changed(6, { data: { traineeId: "t2", courseId: "c1" } });
    expect(differences(other)).toEqual(["training-a, version 3: completed by somebody else than was registered"]);
  });
});
