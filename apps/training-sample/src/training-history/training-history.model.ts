import { readModel } from "@factum/core/model";
import { z } from "zod";
import { CourseId, TraineeId, TrainingId } from "../training/ids.js";
import Training from "../training/training.model.js";

/** The trainings that were completed, and when. */
export default readModel("TrainingHistory", {
  from: [Training.events("TrainingCompleted")],
  key: ["trainingId"],
  row: { trainingId: TrainingId, traineeId: TraineeId, courseId: CourseId, completedAt: z.iso.datetime() },
  indexes: ["traineeId"],
});
