import type { SeededBug } from "./seeded-bug.js";

const file = "training/training.decider.ts";

/** What can be wrong with a decision. */
export const DECIDE_BUGS: readonly SeededBug[] = [
  {
    name: "A guard is dropped: a registration can be made twice",
    file,
    edits: [
      ["return reject.AlreadyRegistered();", "return event.RegistrationCreated({ traineeId, courseId, dueDate });"],
    ],
  },
  {
    name: "A guard is off by one: no video is needed",
    file,
    edits: [["state.videos.length === 0", "state.videos.length < 0"]],
  },
  {
    name: "Only the first video is known to have been started",
    file,
    edits: [["state.videos.includes(videoId)", "state.videos[0] === videoId"]],
  },
  {
    name: "A guard asks the clock: no registrations for days that are past",
    file,
    edits: [
      [
        'case "none":\n          return event.RegistrationCreated(',
        'case "none":\n          if (Date.parse(dueDate) < Date.now()) return reject.AlreadyCompleted();\n          return event.RegistrationCreated(',
      ],
    ],
  },
  {
    name: "A day is taken from the clock, where the command names none",
    file,
    edits: [
      [
        "return event.RegistrationCreated({ traineeId, courseId, dueDate });",
        'return event.RegistrationCreated({ traineeId, courseId, dueDate: dueDate > "2030-06-30" ? dueDate : new Date().toISOString().slice(0, 10) });',
      ],
    ],
  },
  {
    name: "Chance decides",
    file,
    edits: [
      [
        "return event.RegistrationCanceled({ reason });",
        "return Math.random() > 1 - 2 ** -50 ? [] : event.RegistrationCanceled({ reason });",
      ],
    ],
  },
  {
    name: "An event is built and not returned",
    file,
    edits: [
      [
        "return event.RegistrationCanceled({ reason });",
        "event.RegistrationCanceled({ reason });\n          return [];",
      ],
    ],
  },
  {
    name: "Of two events that are built one is not returned",
    file,
    edits: [
      [
        "? [] : event.VideoStarted({ videoId });",
        "? [] : (event.VideoStarted({ videoId: state.videos[0] ?? videoId }), event.VideoStarted({ videoId }));",
      ],
    ],
  },
  {
    name: "Two ids are swapped in an event",
    file,
    edits: [
      [
        "{ traineeId: state.traineeId, courseId: state.courseId }",
        "{ traineeId: state.courseId as never, courseId: state.traineeId as never }",
      ],
    ],
  },
  {
    name: "A rejection has another one's data",
    file,
    edits: [
      [
        "StartVideo(state, { videoId }, { event, reject }) {",
        'StartVideo(state, { videoId }, { event, reject }) {\n      if (state.status === "canceled") return reject.RegistrationWasCanceled({ reason: videoId });',
      ],
    ],
  },
  {
    name: "A rejection's data do not fit: a long reason is left out",
    file,
    edits: [
      [
        "CreateRegistration(state, { traineeId, courseId, dueDate }, { event, reject }) {",
        'CreateRegistration(state, { traineeId, courseId, dueDate }, { event, reject }) {\n      if (state.status === "canceled" && state.reason.length > 10) return reject.RegistrationWasCanceled({} as never);',
      ],
    ],
  },
  {
    name: "An event that is not declared, by a cast, after the second video",
    file,
    edits: [
      [
        ": event.TrainingCompleted({ traineeId: state.traineeId, courseId: state.courseId });",
        ': state.videos.length > 1 ? ({ type: "RegistrationCanceled", data: { reason: "done" } } as never) : event.TrainingCompleted({ traineeId: state.traineeId, courseId: state.courseId });',
      ],
    ],
  },
  {
    name: "An event's data do not fit: a reason of spaces is trimmed to nothing",
    file,
    edits: [["event.RegistrationCanceled({ reason })", "event.RegistrationCanceled({ reason: reason.trim() })"]],
  },
  {
    name: "A command is changed in place",
    file,
    edits: [
      [
        "CancelRegistration(state, { reason }, { event, reject }) {",
        "CancelRegistration(state, data, { event, reject }) {\n      const { reason } = Object.assign(data, { reason: data.reason.slice(0, 500) });",
      ],
    ],
  },
  {
    name: "A decision remembers what it was asked before",
    file,
    edits: [
      [
        "? [] : event.VideoStarted({ videoId });",
        "|| seen.size > seen.add(videoId).size - 1 ? [] : event.VideoStarted({ videoId });",
      ],
    ],
    adds: "const seen = new Set<string>();",
  },
  {
    name: "A switch misses a case, and a handler returns undefined",
    file,
    edits: [
      [
        'case "completed":\n          return reject.AlreadyCompleted();\n      }\n    },\n    CompleteTraining',
        "}\n      return undefined as never;\n    },\n    CompleteTraining",
      ],
    ],
  },
];
