import { type Expression, Node, type SourceFile } from "ts-morph";
import type { OpaquePart } from "./follow-literal.js";

/** What a file gives to `defineLoan(…)`. */
export function findDefinition(file: SourceFile, define: string): Expression | OpaquePart {
  const locals = localNames(file, define);
  const calls = file
    .getDescendants()
    .filter(Node.isCallExpression)
    .filter((call) => locals.has(call.getExpression().getText()));
  const [call, another] = calls;
  if (call === undefined) return { node: file.getStatements()[0] ?? file, why: `the file does not call ${define}` };
  if (another !== undefined) return { node: another, why: `the file calls ${define} more than once` };
  const [argument] = call.getArguments();
  return Node.isExpression(argument) ? argument : { node: call, why: `${define} is called without an object` };
}

export function isFound(found: Expression | OpaquePart): found is Expression {
  return !("why" in found);
}

/** What the function may be called in the file, as the imports have it. */
function localNames(file: SourceFile, define: string): ReadonlySet<string> {
  const names = new Set([define]);
  for (const declaration of file.getImportDeclarations()) {
    const whole = declaration.getNamespaceImport()?.getText();
    if (whole !== undefined) names.add(`${whole}.${define}`);
    for (const each of declaration.getNamedImports()) {
      const alias = each.getAliasNode()?.getText();
      if (each.getName() === define && alias !== undefined) names.add(alias);
    }
  }
  return names;
}
