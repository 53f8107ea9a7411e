import type { ModelPath } from "../../model/model-path.js";
import type { LockedString } from "../lock-form.js";
import { compareHighest, compareLowest } from "./compare-limits.js";
import { compareTexts } from "./compare-texts.js";
import { type FormChange, narrowed, widened } from "./form-change.js";

export function compareString(before: LockedString, after: LockedString, path: ModelPath): readonly FormChange[] {
  const longest = Number.POSITIVE_INFINITY;
  return [
    ...compareFormat(before, after, path),
    ...compareLowest(before.minLength ?? 0, after.minLength ?? 0, path, (limit) => `text shorter than ${limit}`),
    ...compareHighest(
      before.maxLength ?? longest,
      after.maxLength ?? longest,
      path,
      (limit) => `text longer than ${limit}`,
    ),
    ...compareTexts(before.patterns, after.patterns, path, "pattern"),
  ];
}

function compareFormat(before: LockedString, after: LockedString, path: ModelPath): readonly FormChange[] {
  const [was, is] = [formatText(before), formatText(after)];
  if (was === is) return [];
  if (is === undefined) return [widened(path, `takes more than the format ${was}`)];
  if (was === undefined) return [narrowed(path, `has to have the format ${is} now`)];
  // Every version of UUIDs is a UUID; of other formats and options nobody knows which takes more.
  const isAnyUuid = before.format === "uuid" && after.format === "uuid" && after.formatOptions === undefined;
  if (isAnyUuid) return [widened(path, `takes more than the format ${was}`)];
  return [narrowed(path, `had the format ${was}, and has to have ${is} now`)];
}

function formatText({ format, formatOptions }: LockedString): string | undefined {
  return formatOptions === undefined ? format : `${format} (${formatOptions})`;
}
