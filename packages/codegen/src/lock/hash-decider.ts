import type { ts as TS } from "ts-morph";
import { STUB_ERROR } from "../fix/stub-lines.js";
import { ts } from "../load/source/compiler.js";
import { createFileParser } from "../load/source/parse-file.js";
import { hashOf } from "./lock-of.js";

/**
 * A hash of a decider's code: equal for files that differ only in comments and in how they are formatted, trailing commas,
 * semicolons and quotes included. Undefined for one whose handlers are not all written: it has folded nothing yet.
 */
export function hashDecider(text: string): string | undefined {
  const source = createFileParser(() => text).parse("decider.ts");
  const stubError = localNameOf(source, STUB_ERROR.name);
  const texts: string[] = [];
  let isUnwritten = false;
  visit(source);
  return isUnwritten ? undefined : hashOf(texts.join("\n"));

  function visit(node: TS.Node): void {
    if (IGNORED.has(node.kind)) return;
    if (ts.isNewExpression(node) && node.expression.getText(source) === stubError) isUnwritten = true;
    const children = node.getChildren(source);
    if (children.length === 0) {
      texts.push(`${node.kind} ${textOf(node)}`);
      return;
    }
    // The structure stands for the marks between its parts: `return; x` is not `return x`.
    texts.push(`${node.kind} (`);
    for (const child of children) visit(child);
    texts.push(")");
  }

  function textOf(node: TS.Node): string {
    return ts.isStringLiteralLike(node) ? JSON.stringify(node.text) : node.getText(source);
  }
}

/** What the file calls what it imports under this name. */
function localNameOf(file: TS.SourceFile, name: string): string {
  for (const statement of file.statements) {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const imported = bindings.elements.find(({ propertyName }) => propertyName?.text === name);
    if (imported !== undefined) return imported.name.text;
  }
  return name;
}

const IGNORED = new Set<TS.SyntaxKind>([
  ts.SyntaxKind.JSDoc,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.SemicolonToken,
  ts.SyntaxKind.EndOfFileToken,
]);
