import { defineShelfReport } from "./generated/shelf-report.runtime.js";

export const shelfReport = defineShelfReport({
  genres: {
    key: ({ data }) => ({ genre: data.genre }),
    fold: { Written: ({ id }, row) => ({ books: (row?.books ?? 0) + 1, latest: id }) },
  },
  sequels: {
    key: ({ id, data }) => (data.sequelOf === undefined ? null : { of: data.sequelOf, sequel: id }),
    fold: { Written: () => ({}) },
  },
  days: {
    key: (event) => ({ day: event.recordedAt.slice(0, 10) }),
    fold: {
      Printed: (_event, row) => ({ events: (row?.events ?? 0) + 1 }),
      SwitchedOn: (_event, row) => ({ events: (row?.events ?? 0) + 1 }),
    },
  },
});
