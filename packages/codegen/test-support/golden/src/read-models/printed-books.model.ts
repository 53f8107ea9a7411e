import { readModel } from "@factum/core/model";
import Book from "../named-schemas/book.model.js";
import { BookId, Isbn } from "../named-schemas/values.js";

/** Written in the transaction that stores the events. */
export default readModel("PrintedBooks", {
  inline: true,
  from: [Book.events("Printed")],
  key: ["bookId"],
  row: { bookId: BookId, isbn: Isbn },
});
