import type { JsonObject } from "../values/json.js";
import type { Append, AppendOutcome } from "./event-store.js";

/** The append of a command that has an id, and what to remember if it has no events. */
export interface SettledCommand {
  /** Its `appendId` is the command's id, which is scoped to the stream. The expected version is exact. */
  readonly append: Append & { readonly appendId: string; readonly expectedVersion: number };
  /**
   * What is remembered where there are no events: a rejection, or "nothing to do". Events are their own memory, so there is
   * one of the two, never both.
   */
  readonly outcome?: JsonObject;
}

/** What an earlier call had remembered for this command; this one stored nothing. */
export interface RememberedOutcome {
  readonly status: "remembered";
  readonly outcome: JsonObject;
}

/**
 * Remembers what commands came to that stored no events, for as long as the application wants.
 *
 * Of several calls for one command, in whatever processes, exactly one settles it; all others are told its outcome.
 */
export interface OutcomeStore {
  /**
   * What is remembered for a command; nothing for one that stored events.
   *
   * @throws {InvalidDataError} for what cannot be a stream id or a command id
   */
  find(streamId: string, commandId: string): Promise<JsonObject | undefined>;
  /**
   * Appends and remembers in one transaction: both are committed, or neither.
   *
   * @returns `stored`: it is settled now, by this call; without events at the expected version and position 0. `duplicate`:
   *   an append with this id was stored earlier; version and position are those of then. `remembered`: an earlier call had
   *   settled it without events. Both go before `conflict`: the stream is not at the expected version, and nothing was stored
   *   or remembered
   * @throws as {@link EventStore.append} does. After a {@link CommitUnknownError} the same command, settled again, is told
   *   what became of it
   */
  settle(command: SettledCommand): Promise<AppendOutcome | RememberedOutcome>;
  /**
   * Forgets what was remembered before an instant (ISO 8601 with `Z` or an offset); returns how many outcomes that was. A
   * command that is repeated later is decided again.
   *
   * @throws {InvalidOptionError} for what is no instant
   */
  forget(before: string): Promise<number>;
}
