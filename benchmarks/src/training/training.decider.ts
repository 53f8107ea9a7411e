import { defineTraining } from "./generated/training.runtime.js";

export const training = defineTraining({
  decide: {
    CreateRegistration: (_state, data, { event }) => [
      event.RegistrationCreated(data),
      event.VideoStarted(data),
      event.TrainingCompleted(data),
    ],
  },
  evolve: {
    RegistrationCreated: (state) => state,
    VideoStarted: ({ videos }) => ({ videos: videos + 1 }),
    TrainingCompleted: (state) => state,
  },
});
