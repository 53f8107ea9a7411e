import type { ObservedCommand, Outcome } from "@factum/core";

// What command handling tells an observer of, and what it comes to.

export const startVideo: ObservedCommand = {
  aggregate: "Training",
  command: "StartVideo",
  streamId: "training-1",
  commandId: undefined,
};

export const accepted: Outcome = {
  accepted: true,
  events: [{ type: "VideoStarted", data: {} }],
  version: 3,
  position: 17,
};

export const rejected: Outcome = {
  accepted: false,
  rejection: {
    kind: "rejection",
    name: "RegistrationWasCanceled",
    message: "This registration was canceled.",
    data: {},
  },
  version: 2,
};
