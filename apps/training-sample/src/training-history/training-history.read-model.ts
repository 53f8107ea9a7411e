import { defineTrainingHistory } from "./generated/training-history.runtime.js";

export const trainingHistory = defineTrainingHistory({
  key: (event) => ({ trainingId: event.id }),
  fold: {
    TrainingCompleted: ({ data, recordedAt }) => ({
      traineeId: data.traineeId,
      courseId: data.courseId,
      completedAt: recordedAt,
    }),
  },
});
