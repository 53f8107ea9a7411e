import { readModel } from "@factum/core/model";
import { z } from "zod";
import Course from "../course/course.model.js";

/** How many trainees each course has. */
export default readModel("CourseSize", {
  from: [Course.events("TraineeRegistered")],
  key: ["courseId"],
  row: { courseId: z.uuid().lowercase(), trainees: z.int() },
});
