import { readModel } from "@factum/core/model";
import { z } from "zod";
import Training from "../training/training.model.js";

const Id = z.uuid().lowercase();

/** The trainings that are going on. */
export default readModel("TrainingList", {
  from: [Training.events("RegistrationCreated", "TrainingCompleted")],
  key: ["trainingId"],
  row: { trainingId: Id, traineeId: Id, courseId: Id, dueDate: z.iso.date() },
});
