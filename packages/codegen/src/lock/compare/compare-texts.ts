import type { ModelPath } from "../../model/model-path.js";
import { type FormChange, narrowed, widened } from "./form-change.js";

/** Conditions that must all hold, each told by its text: one more refuses what was stored, one less takes more. */
export function compareTexts(
  before: readonly string[] = [],
  after: readonly string[] = [],
  path: ModelPath,
  name: string,
): readonly FormChange[] {
  const added = after.filter((text) => !before.includes(text));
  const dropped = before.filter((text) => !after.includes(text));
  return [
    ...added.map((text) => narrowed(path, `has to fit the ${name} ${text} now`)),
    ...dropped.map((text) => widened(path, `need not fit the ${name} ${text} any more`)),
  ];
}
