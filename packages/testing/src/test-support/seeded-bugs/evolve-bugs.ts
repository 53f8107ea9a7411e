import type { SeededBug } from "./seeded-bug.js";

const file = "training/training.decider.ts";
const VIDEO = 'state.status === "active" ? { ...state, videos: [...state.videos, videoId] } : state,';

/** What can be wrong with a fold, and with what older events are made into. */
export const EVOLVE_BUGS: readonly SeededBug[] = [
  {
    name: "A state is changed in place",
    file,
    edits: [
      [
        VIDEO,
        'state.status === "active" ? { ...state, videos: (state.videos as string[]).push(videoId) && state.videos } : state,',
      ],
    ],
  },
  {
    name: "A state forgets all videos but the last",
    file,
    edits: [["videos: [...state.videos, videoId]", "videos: [videoId]"]],
  },
  {
    name: "Two ids are swapped in the state",
    file,
    edits: [
      [
        '({ status: "active", traineeId, courseId, videos: [] })',
        '({ status: "active", traineeId: courseId as never, courseId: traineeId as never, videos: [] })',
      ],
    ],
  },
  {
    name: "A state leaves its schema with the third video",
    file,
    edits: [
      [
        "videos: [...state.videos, videoId]",
        "videos: state.videos.length < 2 ? [...state.videos, videoId] : ([...state.videos, videoId].join() as never)",
      ],
    ],
  },
  {
    name: "A fold is not total: it throws for a video of what is not active",
    file,
    edits: [
      [
        VIDEO,
        '{\n      if (state.status !== "active") throw new Error("not active");\n      return { ...state, videos: [...state.videos, videoId] };\n    },',
      ],
    ],
  },
  {
    name: "A fold depends on the time",
    file,
    edits: [
      [
        'RegistrationCanceled: (_state, { reason }) => ({ status: "canceled", reason }),',
        'RegistrationCanceled: (_state, { reason }) => ({ status: "canceled", reason: new Date().getFullYear() > 2200 ? "" : reason }),',
      ],
    ],
  },
  {
    name: "An upcaster makes no valid data",
    file: "training/training.model.ts",
    edits: [
      [
        "event({ traineeId: TraineeId, courseId: CourseId, dueDate: z.iso.date() }),",
        'event({ traineeId: TraineeId, courseId: CourseId }).next({ traineeId: TraineeId, courseId: CourseId, dueDate: z.iso.date() }, (v1) => ({ ...v1, dueDate: "never" })),',
      ],
    ],
  },
  {
    name: "An upcaster takes what older events do not have",
    file: "training/training.model.ts",
    edits: [
      [
        "RegistrationCanceled: event({ reason: z.string().min(1).max(500) }),",
        'RegistrationCanceled: event({ note: z.string().optional() }).next({ reason: z.string().min(1).max(500) }, (v1) => ({ reason: (v1.note as string).trim() || "none" })),',
      ],
    ],
  },
];
