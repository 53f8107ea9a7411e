import type { ts as TS } from "ts-morph";
import type { ModelPath } from "../../model/model-path.js";
import { ts } from "./compiler.js";

/** A part of a call that says more about the model, and what it adds to the call's own path. */
export interface CallPart {
  readonly expression: TS.Expression;
  readonly suffix: ModelPath;
  /** Whether the part is a name in a list, and so has a place but nothing in it. */
  readonly isName?: true;
}

/** The parts of `event({…}).next({…}, …)`, `z.object({…}).optional()`, `Training.events("A", "B")` and the like. */
export function callParts(call: TS.CallExpression): readonly CallPart[] {
  const callee = call.expression;
  const [first, second, ...others] = call.arguments;
  if (ts.isIdentifier(callee)) return part(callee.text === "rejection" ? second : first);
  if (!ts.isPropertyAccessExpression(callee)) return [];
  const owner = callee.expression;
  switch (callee.name.text) {
    case "events":
      return [first, second, ...others].flatMap((argument, index) =>
        argument === undefined ? [] : [{ expression: argument, suffix: [index], isName: true }],
      );
    case "array":
      // `z.array(item)`; `item.array()` has no argument.
      return part(first ?? owner, ["[]"]);
    case "record":
      return part(second, ["{}"]);
    case "discriminatedUnion":
      return part(second);
    case "next":
    case "object":
    case "strictObject":
    case "union":
    case "tuple":
      return part(first);
    default:
      // `z.optional(x)` is about x, `x.optional()` too.
      return part(ts.isIdentifier(owner) && owner.text === "z" ? first : owner);
  }
}

function part(expression: TS.Expression | undefined, suffix: ModelPath = []): readonly CallPart[] {
  return expression === undefined ? [] : [{ expression, suffix }];
}
