import { readModel } from "@factum/core/model";
import { z } from "zod";
import { CourseId, TraineeId, TrainingId } from "../training/ids.js";
import Training from "../training/training.model.js";

/** The trainings that are going on: registered, neither canceled nor completed. */
export default readModel("TrainingList", {
  from: [Training.events("RegistrationCreated", "RegistrationCanceled", "TrainingCompleted")],
  key: ["trainingId"],
  row: { trainingId: TrainingId, traineeId: TraineeId, courseId: CourseId, dueDate: z.iso.date() },
  indexes: ["traineeId"],
});
