import { type AnyOutcome, ConflictError, type ObservedCommand } from "@factum/core";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openTelemetryObserver } from "./open-telemetry-observer.js";
import { accepted, jointlyAccepted, rejected, startVideo, swap } from "./test-support/outcomes.js";
import { openMeter } from "./test-support/use-telemetry.js";

/** The observer with a meter, and a way to what it has measured. */
function measured() {
  const { meter, collect } = openMeter();
  const observer = openTelemetryObserver({ meter });
  const handle = (outcome: () => Promise<AnyOutcome>, command: ObservedCommand = startVideo) =>
    observer.around?.(command, outcome);
  return { observer, handle, collect };
}

const command = { "factum.aggregate": "Training", "factum.command.name": "StartVideo", "factum.category": "training" };

describe("The metrics of commands", () => {
  it("have each command's duration in seconds, by what it came to", async () => {
    const { handle, collect } = measured();
    vi.useFakeTimers({ toFake: ["performance"] });
    onTestFinished(() => void vi.useRealTimers());
    await handle(async () => {
      vi.advanceTimersByTime(30);
      return accepted;
    });
    await handle(async () => accepted);
    await handle(async () => rejected);
    const failed = handle(async () => {
      throw new ConflictError({ streamId: "training-1", expected: 2, actual: 3, attempts: 50 });
    });
    await expect(failed).rejects.toThrow(ConflictError);

    expect((await collect())["factum.command.duration"]).toMatchObject({
      unit: "s",
      points: [
        { attributes: { ...command, "factum.command.outcome": "accepted" }, value: { count: 2, sum: 0.03 } },
        {
          attributes: {
            ...command,
            "factum.command.outcome": "rejected",
            "factum.rejection.name": "RegistrationWasCanceled",
          },
          value: { count: 1 },
        },
        {
          attributes: { ...command, "factum.command.outcome": "failed", "error.type": "conflict" },
          value: { count: 1, buckets: { boundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] } },
        },
      ],
    });
  });

  it("have a joint decision's duration under its own name, and its category if that is the same for all streams", async () => {
    const { handle, collect } = measured();
    await handle(async () => jointlyAccepted, swap);
    await handle(async () => jointlyAccepted, { ...swap, streamIds: ["course-7", "course-8"] });
    const swapped = { "factum.aggregate": "Swap", "factum.command.name": "SwapVideos" };
    expect((await collect())["factum.command.duration"]?.points.map(({ attributes }) => attributes)).toEqual([
      { ...swapped, "factum.command.outcome": "accepted" },
      { ...swapped, "factum.command.outcome": "accepted", "factum.category": "course" },
    ]);
  });

  it("count loads by where they started from, and the events that were folded onto it", async () => {
    const { observer, collect } = measured();
    observer.loaded?.({ streamId: "training-1", from: "cache", events: 0 });
    observer.loaded?.({ streamId: "training-2", from: "cache", events: 2 });
    observer.loaded?.({ streamId: "training-3", from: "beginning", events: 40 });
    observer.loaded?.({ streamId: "course-1", from: "snapshot", events: 7 });
    expect((await collect())["factum.load.events"]).toMatchObject({
      unit: "{event}",
      points: [
        { attributes: { "factum.category": "training", "factum.load.source": "cache" }, value: { count: 2, sum: 2 } },
        {
          attributes: { "factum.category": "training", "factum.load.source": "beginning" },
          value: { count: 1, sum: 40 },
        },
        { attributes: { "factum.category": "course", "factum.load.source": "snapshot" }, value: { count: 1, sum: 7 } },
      ],
    });
  });

  it("have the number of commands that shared an append, and count events only if they were stored", async () => {
    const { observer, collect } = measured();
    observer.appended?.({ streamId: "training-1", commands: 3, events: 5, result: "stored" });
    observer.appended?.({ streamId: "training-2", commands: 1, events: 1, result: "stored" });
    observer.appended?.({ streamId: "training-1", commands: 4, events: 6, result: "conflict" });
    observer.appended?.({ streamId: "training-1", commands: 1, events: 1, result: "failed" });
    const metrics = await collect();
    expect(metrics["factum.append.commands"]).toMatchObject({
      unit: "{command}",
      points: [
        { attributes: { "factum.append.result": "stored" }, value: { count: 2, sum: 4 } },
        { attributes: { "factum.append.result": "conflict" }, value: { count: 1, sum: 4 } },
        { attributes: { "factum.append.result": "failed" }, value: { count: 1, sum: 1 } },
      ],
    });
    expect(metrics["factum.append.events"]).toMatchObject({
      unit: "{event}",
      points: [{ attributes: { "factum.category": "training" }, value: 6 }],
    });
  });

  it("count conflicts by category", async () => {
    const { observer, collect } = measured();
    for (const streamId of ["training-1", "training-2", "course-1"]) {
      observer.conflicted?.({ streamId, attempt: 1, expected: 1, actual: 2 });
    }
    expect((await collect())["factum.command.conflicts"]).toMatchObject({
      unit: "{conflict}",
      points: [
        { attributes: { "factum.category": "training" }, value: 2 },
        { attributes: { "factum.category": "course" }, value: 1 },
      ],
    });
  });

  it("name no stream and no command id, whose values have no end", async () => {
    const { observer, collect } = measured();
    await observer.around?.({ ...startVideo, commandId: "0198c000-0000-7000-8000-000000000001" }, async () => accepted);
    observer.loaded?.({ streamId: "training-1", from: "cache", events: 0 });
    observer.appended?.({ streamId: "training-1", commands: 1, events: 1, result: "stored" });
    observer.conflicted?.({ streamId: "training-1", attempt: 1, expected: 1, actual: 2 });
    const metrics = await collect();
    expect(Object.keys(metrics)).toHaveLength(5);
    const values = Object.values(metrics).flatMap(({ points }) => points.map(({ attributes }) => attributes));
    expect(JSON.stringify(values)).not.toMatch(/training-1|0198c000/);
  });
});
