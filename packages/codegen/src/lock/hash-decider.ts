import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { createFileParser } from "../load/source/parse-file.js";
import { hashOf } from "./lock-of.js";

/**
 * A hash of a decider's code: equal for files that differ only in comments and in how they are formatted, trailing commas,
 * semicolons and quotes included. Undefined for one whose handlers are not all written: it has folded nothing yet.
 */
export function hashDecider(text: string): string | undefined {
  const source = createFileParser(() => text).parse("decider.ts");
  const texts: string[] = [];
  let isUnwritten = false;
  visit(source);
  return isUnwritten ? undefined : hashOf(texts.join("\n"));

  function visit(node: TS.Node): void {
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

  function textOf(node: TS.Node): string {
    return ts.isStringLiteralLike(node) ? JSON.stringify(node.text) : node.getText(source);
  }
}

/** What generated stubs do: `throw new NotImplementedError("Training.StartVideo")`. */
function isStub(node: TS.Node): boolean {
  if (!ts.isNewExpression(node)) return false;
  return ts.isIdentifier(node.expression) && node.expression.text === "NotImplementedError";
}

const IGNORED = new Set<TS.SyntaxKind>([
  ts.SyntaxKind.JSDoc,
  ts.SyntaxKind.CommaToken,
  ts.SyntaxKind.SemicolonToken,
  ts.SyntaxKind.EndOfFileToken,
]);
