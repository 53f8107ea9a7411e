import { defineCourse } from "./generated/course.runtime.js";

export const course = defineCourse({
  decide: {
    RegisterTrainee: ({ isClosed }, data, { event, reject }) =>
      isClosed ? reject.CourseIsClosed() : event.TraineeRegistered(data),
    CloseCourse: ({ isClosed }, _data, { event }) => (isClosed ? [] : event.CourseClosed()),
  },
  evolve: {
    TraineeRegistered: (state) => ({ ...state, trainees: state.trainees + 1 }),
    CourseClosed: (state) => ({ ...state, isClosed: true }),
  },
});
