import { assertInstant, type DecisionContext } from "@factum/core";
import { specId } from "./spec-values.js";

/** What a spec may set of the context that `decide` gets. */
export interface SpecContext<Id extends string = string> {
  /** For this command alone. ISO 8601 with `Z` or an offset. Default: what the spec's clock shows. */
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

/** @throws {InvalidOptionError} for a `now` that is no instant */
export function repeatableContext<Id extends string>(
  spec: { readonly id: Id; readonly version: number; readonly drawnBefore: number; readonly now: string },
  context: SpecContext<Id>,
): RepeatableContext<Id> {
  const now = context.now === undefined ? spec.now : instantOf(context.now);
  const ids: string[] = [];
  const source = context.newId ?? (() => specId(spec.drawnBefore + ids.length + 1));
  return {
    contextOf() {
      let next = 0;
      return {
        id: context.id ?? spec.id,
        version: spec.version,
        now,
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

/** As `context.now` is in production, where deciders may compare it as text: in UTC, with milliseconds. */
function instantOf(now: string): string {
  assertInstant("now", now);
  return new Date(now).toISOString();
}
