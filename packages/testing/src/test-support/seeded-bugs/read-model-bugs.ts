import type { SeededBug } from "./seeded-bug.js";

const list = "training-list/training-list.read-model.ts";
const history = "training-history/training-history.read-model.ts";

/** What can be wrong with rows. */
export const READ_MODEL_BUGS: readonly SeededBug[] = [
  {
    name: "A row stays when it should go",
    file: list,
    edits: [["RegistrationCanceled: () => null,", "RegistrationCanceled: (_event, row) => row,"]],
  },
  {
    name: "A key is taken from the wrong field",
    file: history,
    edits: [
      [
        "key: (event) => ({ trainingId: event.id }),",
        "key: (event) => ({ trainingId: event.data.courseId as never }),",
      ],
    ],
  },
  {
    name: "Two columns are swapped",
    file: history,
    edits: [
      [
        "traineeId: data.traineeId,\n      courseId: data.courseId,",
        "traineeId: data.courseId as never,\n      courseId: data.traineeId as never,",
      ],
    ],
  },
  {
    name: "A column is left out for days that are past",
    file: list,
    edits: [["dueDate: data.dueDate }", 'dueDate: data.dueDate < "2030" ? (undefined as never) : data.dueDate }']],
  },
  {
    name: "A fold depends on the batches that events come in",
    file: list,
    edits: [
      [
        "key: (event) => ({ trainingId: event.id }),",
        "key: (event) => ({ trainingId: ((latest = event.position), event.id) }),",
      ],
      [
        "RegistrationCreated: ({ data }) => ({",
        "RegistrationCreated: ({ data, position }) => position < latest - 1 ? null : ({",
      ],
    ],
    adds: "let latest = 0;",
  },
  {
    name: "A fold takes the time from the clock",
    file: history,
    edits: [
      [
        "completedAt: recordedAt,",
        "completedAt: new Date(Math.max(Date.now(), Date.parse(recordedAt))).toISOString(),",
      ],
    ],
  },
  {
    name: "A fold changes its event in place",
    file: list,
    edits: [
      [
        "RegistrationCreated: ({ data }) => ({",
        "RegistrationCreated: ({ data }) => ({ ...Object.assign(data, { dueDate: data.dueDate.slice(0, 10) }),",
      ],
    ],
  },
  {
    name: "A fold throws for a row that is not there any more",
    file: list,
    edits: [
      [
        "TrainingCompleted: () => null,",
        'TrainingCompleted: (_event, row) => {\n      if (row !== null && row.dueDate < "2030-01-01") throw new Error("overdue");\n      return null;\n    },',
      ],
    ],
  },
  {
    name: "A key remembers the events before",
    file: list,
    edits: [["key: (event) => ({ trainingId: event.id }),", "key: (event) => ({ trainingId: (first ??= event.id) }),"]],
    adds: "let first: string | undefined;",
  },
];
