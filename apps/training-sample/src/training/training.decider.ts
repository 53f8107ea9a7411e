import { defineTraining } from "./generated/training.runtime.js";

export const training = defineTraining({
  decide: {
    CreateRegistration(state, { traineeId, courseId, dueDate }, { event, reject }) {
      switch (state.status) {
        case "none":
          return event.RegistrationCreated({ traineeId, courseId, dueDate });
        case "active":
          return reject.AlreadyRegistered();
        case "canceled":
          return reject.RegistrationWasCanceled({ reason: state.reason });
        case "completed":
          return reject.AlreadyCompleted();
      }
    },
    CancelRegistration(state, { reason }, { event, reject }) {
      switch (state.status) {
        case "none":
          return reject.NotRegistered();
        case "active":
          return event.RegistrationCanceled({ reason });
        case "canceled":
          return [];
        case "completed":
          return reject.AlreadyCompleted();
      }
    },
    StartVideo(state, { videoId }, { event, reject }) {
      switch (state.status) {
        case "none":
          return reject.NotRegistered();
        case "active":
          return state.videos.includes(videoId) ? [] : event.VideoStarted({ videoId });
        case "canceled":
          return reject.RegistrationWasCanceled({ reason: state.reason });
        case "completed":
          return reject.AlreadyCompleted();
      }
    },
    CompleteTraining(state, _data, { event, reject }) {
      switch (state.status) {
        case "none":
          return reject.NotRegistered();
        case "active":
          return state.videos.length === 0
            ? reject.NoVideoStarted()
            : event.TrainingCompleted({ traineeId: state.traineeId, courseId: state.courseId });
        case "canceled":
          return reject.RegistrationWasCanceled({ reason: state.reason });
        case "completed":
          return [];
      }
    },
  },
  evolve: {
    RegistrationCreated: (_state, { traineeId, courseId }) => ({ status: "active", traineeId, courseId, videos: [] }),
    RegistrationCanceled: (_state, { reason }) => ({ status: "canceled", reason }),
    VideoStarted: (state, { videoId }) =>
      state.status === "active" ? { ...state, videos: [...state.videos, videoId] } : state,
    TrainingCompleted: () => ({ status: "completed" }),
  },
});
