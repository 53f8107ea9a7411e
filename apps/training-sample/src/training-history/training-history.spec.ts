import { specRecordedAt } from "@factum/testing";
import { describe, it } from "vitest";
import {
  id,
  on,
  RegistrationCanceled,
  RegistrationCreated,
  TrainingCompleted,
  VideoStarted,
} from "../training/generated/training.testkit.js";
import type { CourseId, TraineeId, TrainingId } from "../training/generated/training.types.js";
import { given } from "./generated/training-history.testkit.js";

const another = "f16e5edd-8a02-4b3d-8f98-5a4c6b5d2e66" as TrainingId;
const traineeId = "a61f0f8e-3c53-4c8e-9a43-0b9d1c0e7f11" as TraineeId;
const courseId = "b72e1e9d-4d62-4d7f-8b54-1c8e2d1f6e22" as CourseId;

describe("The history of trainings", () => {
  it("knows nothing of trainings that are going on", () => {
    given(on(id, RegistrationCreated(), VideoStarted())).thenRows([]);
  });

  it("knows nothing of trainings that were canceled", () => {
    given(on(id, RegistrationCreated(), RegistrationCanceled())).thenRows([]);
  });

  it("says who completed which course, and when", () => {
    given(on(id, RegistrationCreated(), VideoStarted(), TrainingCompleted({ traineeId, courseId }))).thenRows([
      { trainingId: id, traineeId, courseId, completedAt: specRecordedAt(3) },
    ]);
  });

  it("has a row for each training, even of the same trainee for the same course", () => {
    given(
      on(id, TrainingCompleted({ traineeId, courseId })),
      on(another, TrainingCompleted({ traineeId, courseId })),
    ).thenRows([
      { trainingId: id, traineeId, courseId, completedAt: specRecordedAt(1) },
      { trainingId: another, traineeId, courseId, completedAt: specRecordedAt(2) },
    ]);
  });
});
