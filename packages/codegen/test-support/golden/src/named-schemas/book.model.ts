import { aggregate, event } from "@factum/core/model";
import { z } from "zod";
import { BookId, Chapter, Genre, Isbn } from "./values.js";

/** Brands, an object that holds itself, a name for an enumeration. */
export default aggregate("Book", {
  id: BookId,
  state: z.object({ chapters: z.array(Chapter), isbn: Isbn.nullable() }),
  initialState: { chapters: [], isbn: null },
  events: {
    Written: event({ chapter: Chapter, genre: Genre, sequelOf: BookId.optional() }),
    Printed: event({ isbn: Isbn }),
  },
  commands: {
    Write: { data: { chapter: Chapter, genre: Genre }, emits: ["Written"] },
    Print: { data: { isbn: Isbn }, emits: ["Printed"] },
  },
});
