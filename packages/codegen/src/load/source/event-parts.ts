import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";
import type { FileParser } from "./parse-file.js";
import { resolveExpression } from "./resolve-expression.js";

/** What stands in the links of `event({…}).next({…}, …).alias("A", "B").retired()`, in their order. */
export interface EventParts {
  /** The shape of schema version n stands at index n − 1. */
  readonly shapes: readonly TS.Expression[];
  readonly aliases: readonly TS.Expression[];
}

/** The parts of an event's declaration; none for another call. */
export function eventParts(call: TS.CallExpression, parser: FileParser): EventParts {
  const { expression: callee, arguments: given } = call;
  if (ts.isIdentifier(callee)) return { shapes: callee.text === "event" ? given.slice(0, 1) : [], aliases: [] };
  if (!ts.isPropertyAccessExpression(callee)) return NOTHING;
  const owner = resolveExpression(callee.expression, parser);
  const before = ts.isCallExpression(owner) ? eventParts(owner, parser) : NOTHING;
  switch (callee.name.text) {
    case "next":
      return { ...before, shapes: [...before.shapes, ...given.slice(0, 1)] };
    case "alias":
      return { ...before, aliases: [...before.aliases, ...given] };
    default:
      return before;
  }
}

const NOTHING: EventParts = { shapes: [], aliases: [] };
