import { definePrintedBooks } from "./generated/printed-books.runtime.js";

export const printedBooks = definePrintedBooks({
  key: ({ id }) => ({ bookId: id }),
  fold: { Printed: ({ data }) => ({ isbn: data.isbn }) },
});
