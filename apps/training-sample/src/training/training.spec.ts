import { describe, it } from "vitest";
import {
  CancelRegistration,
  CompleteTraining,
  CreateRegistration,
  given,
  RegistrationCanceled,
  RegistrationCreated,
  StartVideo,
  TrainingCompleted,
  VideoStarted,
} from "./generated/training.testkit.js";
import type { CourseId, TraineeId, VideoId } from "./generated/training.types.js";

const traineeId = "a61f0f8e-3c53-4c8e-9a43-0b9d1c0e7f11" as TraineeId;
const courseId = "b72e1e9d-4d62-4d7f-8b54-1c8e2d1f6e22" as CourseId;
const intro = "c83d2dac-5e71-4e6a-9c65-2d7f3e2a5d33" as VideoId;
const safety = "d94c3cbb-6f80-4f5b-8d76-3e6a4f3b4c44" as VideoId;

describe("A training that nobody was registered for", () => {
  it("takes a registration", () => {
    given()
      .when(CreateRegistration({ traineeId, courseId, dueDate: "2031-09-30" }))
      .then(RegistrationCreated({ traineeId, courseId, dueDate: "2031-09-30" }))
      .thenState({ status: "active", traineeId, courseId, videos: [] });
  });

  it("has no registration to cancel", () => {
    given().when(CancelRegistration()).thenRejects("NotRegistered").thenState({ status: "none" });
  });

  it("has no video to start", () => {
    given().when(StartVideo()).thenRejects("NotRegistered");
  });

  it("cannot be completed", () => {
    given().when(CompleteTraining()).thenRejects("NotRegistered");
  });
});

describe("An active training", () => {
  it("takes no second registration", () => {
    given(RegistrationCreated()).when(CreateRegistration()).thenRejects("AlreadyRegistered");
  });

  it("can be canceled", () => {
    given(RegistrationCreated())
      .when(CancelRegistration({ reason: "moved" }))
      .then(RegistrationCanceled({ reason: "moved" }))
      .thenState({ status: "canceled", reason: "moved" });
  });

  it("starts a video", () => {
    given(RegistrationCreated({ traineeId, courseId }))
      .when(StartVideo({ videoId: intro }))
      .then(VideoStarted({ videoId: intro }))
      .thenState({ status: "active", traineeId, courseId, videos: [intro] });
  });

  it("starts each of its videos once", () => {
    given(RegistrationCreated(), VideoStarted({ videoId: intro }))
      .when(StartVideo({ videoId: safety }))
      .then(VideoStarted({ videoId: safety }))
      .when(StartVideo({ videoId: intro }))
      .thenNothing()
      .when(StartVideo({ videoId: safety }))
      .thenNothing();
  });

  it("cannot be completed before a video was started", () => {
    given(RegistrationCreated()).when(CompleteTraining()).thenRejects("NoVideoStarted");
  });

  it("is completed by the trainee for the course that it was registered for", () => {
    given(RegistrationCreated({ traineeId, courseId }), VideoStarted())
      .when(CompleteTraining())
      .then(TrainingCompleted({ traineeId, courseId }))
      .thenState({ status: "completed" });
  });
});

describe("A canceled training", () => {
  const canceled = [RegistrationCreated(), RegistrationCanceled({ reason: "moved" })];

  it("is not registered again", () => {
    given(...canceled)
      .when(CreateRegistration())
      .thenRejects("RegistrationWasCanceled", { reason: "moved" });
  });

  it("stays canceled for its first reason when it is canceled again", () => {
    given(...canceled)
      .when(CancelRegistration({ reason: "ill" }))
      .thenNothing()
      .thenState({ status: "canceled", reason: "moved" });
  });

  it("tells the trainee who starts a video why it was canceled", () => {
    given(...canceled)
      .when(StartVideo())
      .thenRejects("RegistrationWasCanceled", { reason: "moved" });
  });

  it("cannot be completed, videos or not", () => {
    given(RegistrationCreated(), VideoStarted(), RegistrationCanceled({ reason: "moved" }))
      .when(CompleteTraining())
      .thenRejects("RegistrationWasCanceled", { reason: "moved" });
  });
});

describe("A completed training", () => {
  const completed = [RegistrationCreated(), VideoStarted(), TrainingCompleted()];

  it("is not registered again", () => {
    given(...completed)
      .when(CreateRegistration())
      .thenRejects("AlreadyCompleted");
  });

  it("cannot be canceled any more", () => {
    given(...completed)
      .when(CancelRegistration())
      .thenRejects("AlreadyCompleted")
      .thenState({ status: "completed" });
  });

  it("starts no further video", () => {
    given(...completed)
      .when(StartVideo({ videoId: safety }))
      .thenRejects("AlreadyCompleted");
  });

  it("is not completed twice", () => {
    given(...completed)
      .when(CompleteTraining())
      .thenNothing();
  });
});

it("goes all the way, command by command", () => {
  given(CreateRegistration({ traineeId, courseId }), StartVideo({ videoId: intro }))
    .thenState({ status: "active", traineeId, courseId, videos: [intro] })
    .when(CompleteTraining())
    .then(TrainingCompleted({ traineeId, courseId }))
    .when(CancelRegistration())
    .thenRejects("AlreadyCompleted");
});
