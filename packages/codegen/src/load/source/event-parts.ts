import { type CallExpression, type Expression, Node } from "ts-morph";
import type { FileParser } from "./parse-file.js";
import { resolveExpression } from "./resolve-expression.js";

/** What stands in the links of `event({…}).next({…}, …).alias("A", "B").retired()`, in their order. */
export interface EventParts {
  /** The shape of schema version n stands at index n − 1. */
  readonly shapes: readonly Expression[];
  readonly aliases: readonly Expression[];
}

/** The parts of an event's declaration; none for another call. */
export function eventParts(call: CallExpression, parser: FileParser): EventParts {
  const callee = call.getExpression();
  const given = call.getArguments().filter((argument) => Node.isExpression(argument));
  if (Node.isIdentifier(callee)) return { shapes: callee.getText() === "event" ? given.slice(0, 1) : [], aliases: [] };
  if (!Node.isPropertyAccessExpression(callee)) return NOTHING;
  const owner = resolveExpression(callee.getExpression(), parser);
  const before = Node.isCallExpression(owner) ? eventParts(owner, parser) : NOTHING;
  switch (callee.getName()) {
    case "next":
      return { ...before, shapes: [...before.shapes, ...given.slice(0, 1)] };
    case "alias":
      return { ...before, aliases: [...before.aliases, ...given] };
    default:
      return before;
  }
}

const NOTHING: EventParts = { shapes: [], aliases: [] };
