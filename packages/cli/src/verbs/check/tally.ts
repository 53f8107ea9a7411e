import { type Finding, generalPath } from "@factum/codegen";

/** Findings that are alike: the same problem at the same path of events of one category, type and schema version. */
export interface FindingGroup extends Pick<Finding, "category" | "type" | "schemaVersion" | "problem"> {
  /** Without the indices of arrays, e.g. `items[].price`. */
  readonly path: string;
  readonly count: number;
  /** The first ones, by position. */
  readonly examples: readonly Finding[];
}

/** Gathers findings in bounded memory, however many there are and however they differ. */
export interface Tally {
  /** The findings of some events; all findings of one event come in one call. */
  add(findings: readonly Finding[]): void;
  /** How many events had findings. */
  events(): number;
  result(): { readonly groups: readonly FindingGroup[]; readonly ungrouped: number };
}

/** A map of unknown keys, say, has a path for each key: nobody reads more groups than this. */
const MOST_GROUPS = 1000;

export function createTally(examples: number): Tally {
  const groups = new Map<string, FindingGroup>();
  let ungrouped = 0;
  let events = 0;

  return {
    add(findings) {
      events += new Set(findings.map(({ position }) => position)).size;
      for (const finding of findings) addOne(finding);
    },
    events: () => events,
    result: () => ({ groups: [...groups.values()].sort(byPlace), ungrouped }),
  };

  function addOne(finding: Finding): void {
    const { category, type, schemaVersion, problem } = finding;
    const path = generalPath(finding.path);
    const key = JSON.stringify([category, type, schemaVersion, problem, path]);
    const known = groups.get(key);
    if (known === undefined && groups.size >= MOST_GROUPS) {
      ungrouped++;
      return;
    }
    const group = known ?? { category, type, schemaVersion, problem, path, count: 0, examples: [] };
    const isExample = group.examples.length < examples;
    groups.set(key, {
      ...group,
      count: group.count + 1,
      examples: isExample ? [...group.examples, finding] : group.examples,
    });
  }
}

function byPlace(a: FindingGroup, b: FindingGroup): number {
  return (
    compare(a.category, b.category) ||
    compare(a.type, b.type) ||
    a.schemaVersion - b.schemaVersion ||
    compare(a.problem, b.problem) ||
    compare(a.path, b.path)
  );
}

/** By code unit, so not by the locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
