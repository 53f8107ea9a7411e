import { defineCourseSize } from "./generated/course-size.runtime.js";

export const courseSize = defineCourseSize({
  key: (event) => ({ courseId: event.id }),
  fold: {
    TraineeRegistered: (_event, row) => ({ trainees: (row?.trainees ?? 0) + 1 }),
  },
});
