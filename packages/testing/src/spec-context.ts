import type { DecisionContext } from "@factum/core";
import { specId } from "./spec-values.js";

/** What a spec may set of the context that `decide` gets. */
export interface SpecContext<Id extends string = string> {
  /** For this command alone. ISO 8601 in UTC with milliseconds. Default: what the spec's clock shows. */
  readonly now?: string;
  /** Who asks. Default: nobody. */
  readonly actor?: string;
  /** Where ids come from. Default: {@link specId} of 1, 2, 3, … */
  readonly newId?: () => string;
  /** The instance that is asked. Default: the one that the spec is about. */
  readonly id?: Id;
}

/** The contexts of one decision, each of them the same, however often it is asked for. */
export interface RepeatableContext<Id extends string> {
  contextOf(): DecisionContext<Id>;
  /** How many ids the decision has drawn. */
  drawn(): number;
}

export function repeatableContext<Id extends string>(
  spec: { readonly id: Id; readonly version: number; readonly drawnBefore: number; readonly now: string },
  context: SpecContext<Id>,
): RepeatableContext<Id> {
  const ids: string[] = [];
  const source = context.newId ?? (() => specId(spec.drawnBefore + ids.length + 1));
  return {
    contextOf() {
      let next = 0;
      return {
        id: context.id ?? spec.id,
        version: spec.version,
        now: context.now ?? spec.now,
        actor: context.actor,
        newId() {
          const id = ids[next] ?? source();
          ids[next++] = id;
          return id;
        },
      };
    },
    drawn: () => ids.length,
  };
}
