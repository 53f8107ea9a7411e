import type { ReadModelTables } from "@factum/core";
import { shown } from "../../text/shown.js";
import { parseListenerName } from "./listener-name.js";
import type { ListenerView } from "./listener-view.js";

/**
 * The read model that a listener keeps.
 *
 * @throws {Error} if it keeps none
 */
export function readModelName({ kind, name, title }: ListenerView): Pick<ReadModelTables, "name" | "version"> {
  const { base, version } = parseListenerName(name);
  if (kind === "read-model" && version !== null) return { name: base, version };
  throw new Error(
    `${shown(title)} is a ${kind}: only read models are built beside the table that is read. ` +
      `\`factum listeners reset ${shown(title)}\` starts it again from the first event.`,
  );
}
