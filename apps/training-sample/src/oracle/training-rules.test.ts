import { fold, isRejection } from "@factum/core";
import { describe, expect, it } from "vitest";
import type { TrainingCommand, TrainingEvent, TrainingId, VideoId } from "../training/generated/training.types.js";
import { CourseId, TraineeId } from "../training/ids.js";
import { training } from "../training/training.decider.js";
import { factsByVersion, rightAnswer } from "./training-rules.js";

const traineeId = TraineeId.parse("01985a3e-0001-7000-8000-000000000001") as never;
const courseId = CourseId.parse("01985a3e-0002-7000-8000-000000000001") as never;
const videos = ["01985a3e-0003-7000-8000-000000000011", "01985a3e-0003-7000-8000-000000000012"] as VideoId[];

const commands: TrainingCommand[] = [
  { type: "CreateRegistration", data: { traineeId, courseId, dueDate: "2031-05-17" } },
  { type: "CancelRegistration", data: { reason: "moved" } },
  ...videos.map((videoId): TrainingCommand => ({ type: "StartVideo", data: { videoId } })),
  { type: "CompleteTraining", data: {} },
];

describe("the oracle's rules", () => {
  it("answer every command as the decider does, after every history of up to five events", () => {
    let asked = 0;
    const explore = (history: readonly TrainingEvent[]) => {
      const state = fold(training, training.initialState, history);
      const facts = factsByVersion(history.map(({ type, data }) => ({ type, data: { ...data } })));
      expect(facts).toHaveLength(history.length + 1);
      for (const command of commands) {
        const decided = training.decide(state, command, {
          id: "01985a3e-0004-7000-8000-000000000001" as TrainingId,
          version: history.length,
          now: "2026-03-01T09:30:00.000Z",
          actor: undefined,
          newId: () => "01985a3e-0005-7000-8000-000000000001",
        });
        const told = isRejection(decided) ? decided.name : decided.map(({ type }) => type).join() || "nothing";
        const known = facts.at(-1);
        expect(known && rightAnswer(known, command.type, { ...command.data })).toBe(told);
        asked++;
        if (!isRejection(decided) && decided.length > 0 && history.length < 5) explore([...history, ...decided]);
      }
    };
    explore([]);
    expect(asked).toBeGreaterThan(50);
  });
});
