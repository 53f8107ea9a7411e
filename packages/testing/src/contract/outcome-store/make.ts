import { type JsonObject, type SettledCommand, uuidv7 } from "@factum/core";
import { newEvents } from "../event-store/make.js";

/** Where a command stands: its stream, the version that it was decided on, and its id. */
export interface Place {
  readonly streamId: string;
  /** Default 0. */
  readonly version?: number;
  /** Default: one that no other command has. */
  readonly commandId?: string;
}

/** A command that was accepted, with so many events. */
export function accepted({ streamId, version = 0, commandId = uuidv7() }: Place, events = 1): SettledCommand {
  return { append: { streamId, expectedVersion: version, events: newEvents(events), appendId: commandId } };
}

/** A command that was rejected, or came to nothing. */
export function rejected(
  { streamId, version = 0, commandId = uuidv7() }: Place,
  outcome: JsonObject = { rejection: "Full" },
): SettledCommand {
  return { append: { streamId, expectedVersion: version, events: [], appendId: commandId }, outcome };
}
