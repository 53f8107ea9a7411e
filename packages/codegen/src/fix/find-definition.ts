import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { everyNode } from "../load/source/every-node.js";
import { importsOf } from "../load/source/imports-of.js";
import type { OpaquePart } from "./follow-literal.js";

/** What a file gives to `defineLoan(…)`. */
export function findDefinition(file: TS.SourceFile, define: string): TS.Expression | OpaquePart {
  const locals = localNames(file, define);
  const calls = [...everyNode(file)]
    .filter((node) => ts.isCallExpression(node))
    .filter((call) => locals.has(call.expression.getText(file)));
  const [call, another] = calls;
  if (call === undefined) return { node: file.statements[0] ?? file, why: `the file does not call ${define}` };
  if (another !== undefined) return { node: another, why: `the file calls ${define} more than once` };
  const [argument] = call.arguments;
  return argument !== undefined ? argument : { node: call, why: `${define} is called without an object` };
}

export function isFound(found: TS.Expression | OpaquePart): found is TS.Expression {
  return !("why" in found);
}

/** What the function may be called in the file, as the imports have it. */
function localNames(file: TS.SourceFile, define: string): ReadonlySet<string> {
  const names = new Set([define]);
  for (const { clause } of importsOf(file)) {
    const bindings = clause?.namedBindings;
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) names.add(`${bindings.name.text}.${define}`);
    else
      for (const { name, propertyName } of bindings.elements) if (propertyName?.text === define) names.add(name.text);
  }
  return names;
}
