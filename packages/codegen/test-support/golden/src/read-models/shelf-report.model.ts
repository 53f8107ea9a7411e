import { readModel } from "@factum/core/model";
import { z } from "zod";
import Book from "../named-schemas/book.model.js";
import { BookId, Genre } from "../named-schemas/values.js";
import Lamp from "../smallest/lamp.model.js";

/** Several tables with one checkpoint, keyed by something other than the stream. */
export default readModel("ShelfReport", {
  from: [Book.events("Written", "Printed"), Lamp.events("SwitchedOn")],
  tables: {
    /** How many books there are of a genre. */
    genres: { key: ["genre"], row: { genre: Genre, books: z.int(), latest: BookId }, indexes: [["books", "latest"]] },
    sequels: { key: ["of", "sequel"], row: { of: BookId, sequel: BookId } },
    days: {
      key: ["day"],
      row: {
        day: z.iso.date(),
        /** Of lamps, and of books that were printed. */
        events: z.int(),
      },
    },
  },
});
