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
import { given } from "./generated/training-list.testkit.js";

const another = "f16e5edd-8a02-4b3d-8f98-5a4c6b5d2e66" as TrainingId;
const traineeId = "a61f0f8e-3c53-4c8e-9a43-0b9d1c0e7f11" as TraineeId;
const courseId = "b72e1e9d-4d62-4d7f-8b54-1c8e2d1f6e22" as CourseId;

const registration = RegistrationCreated({ traineeId, courseId, dueDate: "2031-09-30" });
const row = { trainingId: id, traineeId, courseId, dueDate: "2031-09-30" };

describe("The list of trainings", () => {
  it("is empty at first", () => {
    given().thenRows([]);
  });

  it("shows a training from its registration on", () => {
    given(on(id, registration)).thenRows([row]);
  });

  it("does not care about videos", () => {
    given(on(id, registration, VideoStarted(), VideoStarted())).thenRows([row]);
  });

  it("drops a training that was canceled", () => {
    given(on(id, registration, RegistrationCanceled())).thenRows([]);
  });

  it("drops a training that was completed", () => {
    given(on(id, registration, VideoStarted(), TrainingCompleted())).thenRows([]);
  });

  it("keeps trainings apart", () => {
    given(on(id, registration), on(another, registration), on(id, RegistrationCanceled())).thenRows([
      { ...row, trainingId: another },
    ]);
  });
});
