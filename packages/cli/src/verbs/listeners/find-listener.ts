import { didYouMean } from "@factum/codegen";
import { shown } from "../../text/shown.js";
import { parseListenerName } from "./listener-name.js";
import type { ListenerView } from "./listener-view.js";

/**
 * The listener that somebody means by `TrainingList`, `training_list`, `training_list_v1` or `training_list_v1_b2`. Of a read
 * model it is the live build, unless the name says which.
 *
 * @throws {Error} if there is none, with the nearest name; or several versions, listing them
 */
export function findListener(name: string, listeners: readonly ListenerView[]): ListenerView {
  const exact = listeners.find(({ title }) => title === name) ?? listeners.find((view) => view.name === name);
  if (exact !== undefined) return exact;
  const standing = listeners.filter(({ build }) => build?.role !== "building");
  const titled = listeners.filter(({ title }) => plain(title) === plain(name));
  const alike = titled.length > 0 ? titled : standing.filter(({ title }) => plain(baseOf(title)) === plain(name));
  const [only, ...others] = alike;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    throw new Error(
      `"${shown(name)}" may be ${alike.map(({ title }) => shown(title)).join(" or ")}. Say which of them you mean.`,
    );
  }
  if (listeners.length === 0) throw new Error("No listener was ever started on this store.");
  const known = [...new Set(listeners.flatMap(({ title }) => [title, baseOf(title)]))];
  const spelled = /[A-Z]/.test(name) ? known.map(pascal) : known;
  throw new Error(`There is no listener "${shown(name)}" in this store. ${didYouMean(name, spelled)}`);
}

function baseOf(title: string): string {
  return parseListenerName(title).base;
}

/** However its words are joined. */
function plain(name: string): string {
  return name.replace(/[_\s-]/g, "").toLowerCase();
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}
