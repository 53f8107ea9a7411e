import type { ListenerFailure } from "@factum/core";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";

/** `position 4,711 (RegistrationCanceled of training-7)`, with as much of it as is known; empty if nothing is. */
export function placeOf({ position, eventType, streamId }: ListenerFailure): string {
  if (position === null) return "";
  const event = [eventType, streamId].flatMap((part) => (part === null ? [] : [shown(part)])).join(" of ");
  return `position ${grouped(position)}${event === "" ? "" : ` (${event})`}`;
}

/** What was thrown, on one line, as a sentence. */
export function messageOf({ message }: Pick<ListenerFailure, "message">): string {
  const line = shown(message.replace(/\s*\n\s*/g, " ").trim());
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
