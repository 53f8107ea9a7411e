import { readModel } from "@factum/core/model";
import { z } from "zod";
import Book from "../named-schemas/book.model.js";
import { BookId, Genre } from "../named-schemas/values.js";
import Lamp from "../smallest/lamp.model.js";

/** Two aggregates, a key of two columns, a column of every type, indexes of one column and of two. */
export default readModel("Overview", {
  version: 2,
  from: [Book.events("Written"), Lamp.events("SwitchedOn"), Book.events("Printed")],
  key: ["id", "line"],
  row: {
    id: z.string(),
    line: z.int(),
    book: BookId.nullable(),
    genre: Genre.nullable(),
    rate: z.number().optional(),
    isPrinted: z.boolean(),
    tags: z.array(z.string()),
  },
  indexes: ["genre", ["isPrinted", "rate"]],
});
