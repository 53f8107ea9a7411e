import { defineTrainingList } from "./generated/training-list.runtime.js";

export const trainingList = defineTrainingList({
  key: (event) => ({ trainingId: event.id }),
  fold: {
    RegistrationCreated: ({ data }) => ({ traineeId: data.traineeId, courseId: data.courseId, dueDate: data.dueDate }),
    TrainingCompleted: () => null,
  },
});
