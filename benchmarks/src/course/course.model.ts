import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

/** Counts the trainees of a course: an aggregate whose streams grow for as long as one asks. */
export default aggregate("Course", {
  id: z.uuid().lowercase(),
  state: z.object({ trainees: z.int(), isClosed: z.boolean() }),
  initialState: { trainees: 0, isClosed: false },
  events: {
    TraineeRegistered: event({
      traineeId: z.uuid().lowercase(),
      sessionId: z.uuid().lowercase(),
      dueDate: z.iso.date(),
    }),
    CourseClosed: event({}),
  },
  rejections: { CourseIsClosed: rejection("This course is closed.") },
  commands: {
    RegisterTrainee: {
      data: { traineeId: z.uuid().lowercase(), sessionId: z.uuid().lowercase(), dueDate: z.iso.date() },
      emits: ["TraineeRegistered"],
      rejects: ["CourseIsClosed"],
    },
    CloseCourse: { data: {}, emits: ["CourseClosed"], rejects: [] },
  },
});
