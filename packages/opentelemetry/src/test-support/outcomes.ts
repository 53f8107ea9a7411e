import type { JointlyAccepted, JointlyRejected, ObservedCommand, Outcome, Rejected } from "@factum/core";

// What command handling tells an observer of, and what it comes to.

export const startVideo: ObservedCommand = {
  aggregate: "Training",
  command: "StartVideo",
  streamIds: ["training-1"],
  commandId: undefined,
};

export const accepted: Outcome = {
  accepted: true,
  events: [{ type: "VideoStarted", data: {} }],
  version: 3,
  position: 17,
};

export const rejected: Rejected = {
  accepted: false,
  rejection: {
    kind: "rejection",
    name: "RegistrationWasCanceled",
    message: "This registration was canceled.",
    data: {},
  },
  version: 2,
};

/** A joint decision, on streams of two categories. */
export const swap: ObservedCommand = {
  aggregate: "Swap",
  command: "SwapVideos",
  streamIds: ["training-1", "course-7"],
  commandId: undefined,
};

export const jointlyAccepted: JointlyAccepted = {
  accepted: true,
  events: {
    training: [{ type: "VideoDropped", data: {} }],
    course: [
      { type: "VideoAdded", data: {} },
      { type: "VideoAdded", data: {} },
    ],
  },
  versions: { training: 3, course: 9 },
  position: 19,
};

export const jointlyRejected: JointlyRejected = {
  accepted: false,
  rejection: rejected.rejection,
  versions: { training: 2, course: 8 },
};
