import { aggregate, event } from "@factum/core/model";
import { z } from "zod";

const Id = z.uuid().lowercase();

/** What `fill-log.ts` fills a log with: registrations that end after eight videos. */
export default aggregate("Training", {
  id: Id,
  state: z.object({ videos: z.int() }),
  initialState: { videos: 0 },
  events: {
    RegistrationCreated: event({ traineeId: Id, courseId: Id, dueDate: z.iso.date() }),
    VideoStarted: event({ traineeId: Id, courseId: Id, dueDate: z.iso.date() }),
    TrainingCompleted: event({ traineeId: Id, courseId: Id, dueDate: z.iso.date() }),
  },
  rejections: {},
  commands: {
    CreateRegistration: {
      data: { traineeId: Id, courseId: Id, dueDate: z.iso.date() },
      emits: ["RegistrationCreated", "VideoStarted", "TrainingCompleted"],
      rejects: [],
    },
  },
});
