import { uuidv7 } from "../values/uuidv7.js";

/** Where new ids come from: those of events, and those that a decider asks its context for. */
export interface IdSource {
  /** A fresh lower-case UUID. */
  newId(): string;
}

/** UUIDv7, so that index pages fill in order: with random ids appends fell to a third at 10 million events (measured). */
export const uuidv7Source: IdSource = { newId: uuidv7 };
