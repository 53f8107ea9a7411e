import type { ModelPath } from "../../model/model-path.js";
import type { LockedNumber } from "../lock-form.js";
import { type FormChange, narrowed, widened } from "./form-change.js";

export function compareNumber(before: LockedNumber, after: LockedNumber, path: ModelPath): readonly FormChange[] {
  const changes: FormChange[] = [];
  if (after.integer === true && before.integer !== true) changes.push(narrowed(path, "has to be an integer now"));
  if (after.integer !== true && before.integer === true) changes.push(widened(path, "need not be an integer any more"));
  return [...changes, ...compareRange(before, after, path), ...compareSteps(before.multipleOf, after.multipleOf, path)];
}

function compareRange(before: LockedNumber, after: LockedNumber, path: ModelPath): readonly FormChange[] {
  const lowest = compareEdges(
    edge(before.minimum, before.exclusiveMinimum),
    edge(after.minimum, after.exclusiveMinimum),
  );
  const highest = compareEdges(
    edge(negative(before.maximum), negative(before.exclusiveMaximum)),
    edge(negative(after.maximum), negative(after.exclusiveMaximum)),
  );
  return [
    ...(lowest > 0 ? [narrowed(path, "takes no numbers any more that were small enough before")] : []),
    ...(lowest < 0 ? [widened(path, "takes smaller numbers too")] : []),
    ...(highest > 0 ? [narrowed(path, "takes no numbers any more that were great enough before")] : []),
    ...(highest < 0 ? [widened(path, "takes greater numbers too")] : []),
  ];
}

/** Where a range begins, and whether behind that place. */
interface Edge {
  readonly at: number;
  readonly isOpen: boolean;
}

function edge(closed = Number.NEGATIVE_INFINITY, open = Number.NEGATIVE_INFINITY): Edge {
  return open >= closed && open !== Number.NEGATIVE_INFINITY
    ? { at: open, isOpen: true }
    : { at: closed, isOpen: false };
}

/** Above 0 if the range begins later than it did, below 0 if it begins earlier. */
function compareEdges(before: Edge, after: Edge): number {
  if (before.at !== after.at) return after.at > before.at ? 1 : -1;
  return Number(after.isOpen) - Number(before.isOpen);
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function compareSteps(before: number | undefined, after: number | undefined, path: ModelPath): readonly FormChange[] {
  if (before === after) return [];
  if (after === undefined) return [widened(path, `need not be a multiple of ${before} any more`)];
  // Only of whole numbers it is plain: remainders of others are rounded.
  const isDivisor =
    before !== undefined && Number.isSafeInteger(before) && Number.isSafeInteger(after) && before % after === 0;
  return isDivisor
    ? [widened(path, `has to be a multiple of ${after} only`)]
    : [narrowed(path, `has to be a multiple of ${after} now`)];
}
