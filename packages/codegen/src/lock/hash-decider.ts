import { type SourceFile, SyntaxKind, type ts } from "ts-morph";
import { hashOf } from "./lock-of.js";

/**
 * A hash of a decider's code: equal for files that differ only in comments and in how they are formatted, trailing commas,
 * semicolons and quotes included. Undefined for one whose handlers are not all written: it has folded nothing yet.
 */
export function hashDecider(file: SourceFile): string | undefined {
  const source = file.compilerNode;
  const texts: string[] = [];
  let isUnwritten = false;
  visit(source);
  return isUnwritten ? undefined : hashOf(texts.join("\n"));

  function visit(node: ts.Node): void {
    if (IGNORED.has(node.kind)) return;
    if (isStub(node)) isUnwritten = true;
    const children = node.getChildren(source);
    if (children.length === 0) {
      const text = textOf(node);
      texts.push(`${node.kind} ${text}`);
      return;
    }
    // The structure stands for the marks between its parts: `return; x` is not `return x`.
    texts.push(`${node.kind} (`);
    for (const child of children) visit(child);
    texts.push(")");
  }

  function textOf(node: ts.Node): string {
    const isString = node.kind === SyntaxKind.StringLiteral || node.kind === SyntaxKind.NoSubstitutionTemplateLiteral;
    return isString ? JSON.stringify((node as ts.StringLiteral).text) : node.getText(source);
  }
}

/** What generated stubs do: `throw new NotImplementedError("Training.StartVideo")`. */
function isStub(node: ts.Node): boolean {
  if (node.kind !== SyntaxKind.NewExpression) return false;
  const { expression } = node as ts.NewExpression;
  return expression.kind === SyntaxKind.Identifier && (expression as ts.Identifier).text === "NotImplementedError";
}

const IGNORED = new Set<SyntaxKind>([
  SyntaxKind.JSDoc,
  SyntaxKind.CommaToken,
  SyntaxKind.SemicolonToken,
  SyntaxKind.EndOfFileToken,
]);
