import { stackPlace } from "../load/evaluate/stack-place.js";
import { shownPath } from "../load/source/model-text.js";

/** What was thrown, by kind and place. Without its message: that is the team's own, and may quote data which is secret. */
export function describeThrown(thrown: unknown, folder: string): string {
  const kind = thrown instanceof Error ? thrown.name : `a ${typeof thrown}`;
  const place = stackPlace(thrown, folder);
  const at = place === undefined ? "" : ` at ${shownPath(folder, place.file)}:${place.line}:${place.column}`;
  return `Thrown: ${kind}${at}.`;
}
