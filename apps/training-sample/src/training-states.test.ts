import type { StoredEvent } from "@factum/core";
import { describe, expect, it } from "vitest";
import { RegistrationCanceled, RegistrationCreated, VideoStarted } from "./training/generated/training.testkit.js";
import type { TrainingEvent } from "./training/generated/training.types.js";
import { trainingStates } from "./training-states.js";

describe("the states of a training", () => {
  it("begin with the one before anything had happened", () => {
    expect(trainingStates([])).toEqual([{ status: "none" }]);
  });

  it("are one for each version", () => {
    const { traineeId, courseId } = RegistrationCreated().data;
    const { videoId } = VideoStarted().data;
    const active = { status: "active", traineeId, courseId };
    expect(
      trainingStates(stored(RegistrationCreated(), VideoStarted(), RegistrationCanceled({ reason: "moved" }))),
    ).toEqual([
      { status: "none" },
      { ...active, videos: [] },
      { ...active, videos: [videoId] },
      { status: "canceled", reason: "moved" },
    ]);
  });

  it("up to a version are those of the events up to it: what came later changes no earlier one", () => {
    const events = stored(RegistrationCreated(), VideoStarted(), RegistrationCanceled());
    const all = trainingStates(events);
    for (const version of [0, 1, 2, 3]) {
      expect(trainingStates(events.slice(0, version))).toEqual(all.slice(0, version + 1));
    }
  });
});

function stored(...events: TrainingEvent[]): StoredEvent[] {
  return events.map((event, index) => ({
    eventId: `01985a3e-9999-7000-8000-00000000000${index}`,
    streamId: "training-01985a3e-1111-7000-8000-000000000001",
    type: event.type,
    data: { ...event.data },
    schemaVersion: 1,
    version: index + 1,
    position: index + 1,
    recordedAt: "2026-03-01T12:00:00.000Z",
    metadata: {},
  }));
}
