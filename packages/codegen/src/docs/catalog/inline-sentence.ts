/** What the catalog says of a read model that is inline. */
export const INLINE_SENTENCE =
  "its rows are written in the transaction that stores the events, so they are there when a command is answered.";
