import type { AggregateModel } from "../model/aggregate.js";
import { checkWith } from "../values/check-with.js";
import { schemaHash } from "./schema-hash.js";
import type { SnapshotPolicy } from "./snapshot-policy.js";

/** How an aggregate's model wants snapshots; undefined if it wants none. */
export function snapshotPolicyOf<State>({ name, state, snapshots }: AggregateModel): SnapshotPolicy<State> | undefined {
  if (snapshots === undefined) return undefined;
  return {
    every: snapshots.every,
    key: `${schemaHash(state)}.${snapshots.foldVersion}`,
    parse(saved) {
      checkWith(state, `a snapshot of ${name}`, saved);
      // As it was saved, not as the schema would rewrite it: the fold goes on from what the fold came to.
      return saved as State;
    },
  };
}
