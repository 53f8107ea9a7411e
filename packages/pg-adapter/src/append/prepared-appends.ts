import { type Append, InvalidDataError, uuidv7 } from "@factum/core";
import { type AppendGroup, charactersOf, encodeAppend } from "./encoded-append.js";

/** Appends that can be sent as often as it takes. */
export interface PreparedAppends {
  readonly encoded: AppendGroup;
  /** Whose append ids are the caller's own; for the others a duplicate is the very append, sent again. */
  readonly givenIds: readonly boolean[];
}

/** A message to Postgres may have a gigabyte, and a character three bytes. */
const MAX_CHARACTERS = 300_000_000;

/** @throws {InvalidDataError} for what Postgres would not take in one message, which ends the connection without a reason */
export function preparedAppends(appends: readonly Append[]): PreparedAppends {
  const encoded = appends.map((append) => encodeAppend(withAppendId(append)));
  const characters = charactersOf(encoded);
  if (characters > MAX_CHARACTERS) {
    const message = `has ${characters} characters of JSON, and ${MAX_CHARACTERS} go at once; append the events one after another`;
    const streams = encoded.map(({ streamId }) => `"${streamId}"`).join(", ");
    throw new InvalidDataError(`the append to ${streams}`, [{ path: "", message }]);
  }
  return { encoded, givenIds: appends.map(({ appendId }) => appendId !== undefined) };
}

/** An append that names no exact version gets an id, so that it can be sent again after a connection broke under way. */
function withAppendId(append: Append): Append {
  const isExact = typeof append.expectedVersion === "number" || append.expectedVersion === "no-stream";
  if (isExact || append.appendId !== undefined || append.events.length === 0) return append;
  return { ...append, appendId: uuidv7() };
}
