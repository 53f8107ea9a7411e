import type { ModelPath } from "../../model/model-path.js";
import type { Lock } from "../lock.js";
import type { LockForm } from "../lock-form.js";
import { sortedJson } from "../sorted-json.js";
import { compareOptions } from "./compare-options.js";
import { compareUnions } from "./compare-unions.js";
import type { Comparison, FormChange } from "./form-change.js";
import { optionsOf } from "./options-of.js";

/** What the forms of two locks are compared with. */
export interface ComparisonOptions {
  /** The schemas that hold themselves, of either lock. */
  readonly namedBefore?: Lock["named"];
  readonly namedAfter?: Lock["named"];
  /** Whether another schema version of the event had something at this path. Default: none had. */
  readonly wasUsed?: (path: ModelPath) => boolean;
}

/**
 * What changed for data that were stored under `before` and are read under `after`. In doubt a change is an error; where
 * none is, whatever was stored is read, and means what it meant.
 */
export function compareForms(
  before: LockForm,
  after: LockForm,
  { namedBefore, namedAfter, wasUsed = () => false }: ComparisonOptions = {},
): readonly FormChange[] {
  // A schema that holds itself leads back to a pair that is being compared: then nothing more is to be said of it, since
  // data end somewhere.
  const open = new Set<string>();
  const comparison: Comparison = { compare, wasUsed };
  return unique(compare(before, after, []));

  function compare(was: LockForm, is: LockForm, path: ModelPath): readonly FormChange[] {
    const [first, second] = [sortedJson(was), sortedJson(is)];
    // One name may stand for two schemas; whatever else is written alike is alike.
    if (first === second && !first.includes('"kind": "named"')) return [];
    const pair = first + second;
    if (open.has(pair)) return [];
    open.add(pair);
    try {
      return compareAny(was, is, path);
    } finally {
      open.delete(pair);
    }
  }

  function compareAny(was: LockForm, is: LockForm, path: ModelPath): readonly FormChange[] {
    const [olds, news] = [optionsOf(was, namedBefore), optionsOf(is, namedAfter)];
    const [old, now] = [olds[0], news[0]];
    if (olds.length === 1 && news.length === 1 && old !== undefined && now !== undefined) {
      return compareOptions(old, now, path, comparison);
    }
    return compareUnions(olds, news, path, (a, b) => compareOptions(a, b, path, comparison));
  }
}

function unique(changes: readonly FormChange[]): readonly FormChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}
