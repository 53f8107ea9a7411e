import { shown } from "../../text/shown.js";
import type { ListenerView } from "./listener-view.js";

/** Why appends cannot be told to do this, and what to do instead. */
const REASONS = {
  pause: () =>
    "its rows are written with the append, so there is nothing to pause. To have a listener write them, take `inline` out of the model.",
  skip: () => "an event that it could not handle was never stored, so there is none to skip.",
  reset: (title: string) =>
    `its rows are written with the append, and the events of before would not come again. \`factum listeners rebuild ${title}\` makes them anew beside those that are read.`,
} as const;

/** @throws {Error} for an inline read model, saying why and what to do */
export function assertNotInline({ build, title }: ListenerView, verb: keyof typeof REASONS): void {
  if (build?.isInline === true) throw new Error(`${shown(title)} is inline: ${REASONS[verb](shown(title))}`);
}
