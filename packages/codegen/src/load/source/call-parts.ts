import { type CallExpression, type Expression, Node } from "ts-morph";
import type { ModelPath } from "../../model/model-path.js";

/** A part of a call that says more about the model, and what it adds to the call's own path. */
export interface CallPart {
  readonly expression: Expression;
  readonly suffix: ModelPath;
  /** Whether the part is a name in a list, and so has a place but nothing in it. */
  readonly isName?: true;
}

/** The parts of `event({…}).next({…}, …)`, `z.object({…}).optional()`, `Training.events("A", "B")` and the like. */
export function callParts(call: CallExpression): readonly CallPart[] {
  const callee = call.getExpression();
  const [first, second, ...others] = call.getArguments().filter((argument) => Node.isExpression(argument));
  if (Node.isIdentifier(callee)) return part(callee.getText() === "rejection" ? second : first);
  if (!Node.isPropertyAccessExpression(callee)) return [];
  const owner = callee.getExpression();
  switch (callee.getName()) {
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
      return part(owner.getText() === "z" ? first : owner);
  }
}

function part(expression: Expression | undefined, suffix: ModelPath = []): readonly CallPart[] {
  return expression === undefined ? [] : [{ expression, suffix }];
}
