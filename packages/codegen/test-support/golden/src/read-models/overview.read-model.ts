import { defineOverview } from "./generated/overview.runtime.js";

const blank = { book: null, genre: null, rate: null, isPrinted: false, tags: [] };

export const overview = defineOverview({
  key: (event) => ({ id: event.id, line: 1 }),
  fold: {
    Written: ({ id, data }, row) => ({ ...(row ?? blank), book: id, genre: data.genre, tags: [data.chapter.title] }),
    Printed: (_event, row) => ({ ...(row ?? blank), isPrinted: true, rate: 0.5 }),
    SwitchedOn: () => null,
  },
});
