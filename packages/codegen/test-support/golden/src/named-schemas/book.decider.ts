import { defineBook } from "./generated/book.runtime.js";

export const book = defineBook({
  decide: {
    Write: (_state, data, { event, id }) => event.Written({ ...data, sequelOf: id }),
    Print: ({ isbn }, data, { event }) => (isbn === null ? event.Printed(data) : []),
  },
  evolve: {
    Written: (state, { chapter }) => ({ ...state, chapters: [...state.chapters, chapter] }),
    Printed: (state, { isbn }) => ({ ...state, isbn }),
  },
});
