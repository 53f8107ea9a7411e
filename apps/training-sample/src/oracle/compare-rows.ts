import { isDeepStrictEqual } from "node:util";
import type { PlainRow } from "./expected-rows.js";
import type { Verdict } from "./verdict.js";

/** A read model's rows against those that a plain fold of the log comes to, in any order. */
export function compareRows(name: string, expected: readonly PlainRow[], actual: readonly PlainRow[]): Verdict {
  const differences: string[] = [];
  const wanted = new Map(expected.map((row) => [row.trainingId, row]));
  const found = new Map<unknown, PlainRow>();
  for (const row of actual) {
    const id = row.trainingId;
    const want = wanted.get(id);
    if (found.has(id)) differences.push(`${name} has two rows for ${String(id)}`);
    else if (want === undefined) differences.push(`${name} has a row for ${String(id)}, but should not`);
    else if (!isDeepStrictEqual({ ...row }, want)) {
      differences.push(`${name} has ${JSON.stringify(row)}, but should have ${JSON.stringify(want)}`);
    }
    found.set(id, row);
  }
  for (const id of wanted.keys()) if (!found.has(id)) differences.push(`${name} lacks the row for ${String(id)}`);
  return { claim: `${name} equals a plain fold of the log`, looked: expected.length, differences };
}
