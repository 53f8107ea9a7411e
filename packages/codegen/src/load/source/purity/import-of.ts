import type { ts as TS } from "ts-morph";
import { ts } from "../compiler.js";

/** An import that is there at run time, in any of its forms; without a specifier if that is computed. */
export function importOf(node: TS.Node): { readonly specifier?: string; readonly node: TS.Node } | undefined {
  if (ts.isImportDeclaration(node)) return isTypesOnly(node.importClause) ? undefined : from(node.moduleSpecifier);
  if (ts.isExportDeclaration(node)) {
    return node.isTypeOnly || node.moduleSpecifier === undefined ? undefined : from(node.moduleSpecifier);
  }
  if (ts.isImportEqualsDeclaration(node)) {
    const { moduleReference: reference } = node;
    return !node.isTypeOnly && ts.isExternalModuleReference(reference) ? from(reference.expression) : undefined;
  }
  if (!ts.isCallExpression(node)) return undefined;
  const { expression, arguments: args } = node;
  const imports =
    expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === "require");
  return imports ? from(args[0] ?? node) : undefined;
}

function from(node: TS.Expression): { readonly specifier?: string; readonly node: TS.Node } {
  return ts.isStringLiteralLike(node) ? { specifier: node.text, node } : { node };
}

/** `import type …`, and `import { type A, type B }`. */
function isTypesOnly(clause: TS.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { name, namedBindings } = clause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.length > 0 && namedBindings.elements.every((element) => element.isTypeOnly);
}
