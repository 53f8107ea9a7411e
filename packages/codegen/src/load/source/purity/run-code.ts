import type { ts as TS } from "ts-morph";
import { ts } from "../compiler.js";
import { isFunction } from "./bindings.js";

/** Whether a function, or a name that may stand for one, is handed to a call, or called on the spot. */
export function isHandedOn(node: TS.Node): boolean {
  let current = node;
  for (let { parent } = node; parent !== undefined; { parent } = parent) {
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      return parent.expression === current || (parent.arguments ?? []).some((argument) => argument === current);
    }
    if (ts.isTaggedTemplateExpression(parent)) return parent.tag === current;
    if (!isTransparent(parent, current)) return false;
    current = parent;
  }
  return false;
}

/** What holds a value and hands it on as it is. */
function isTransparent(parent: TS.Node, child: TS.Node): boolean {
  if (ts.isPropertyAssignment(parent)) return parent.initializer === child;
  if (ts.isConditionalExpression(parent)) return parent.condition !== child;
  return (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isObjectLiteralExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent)
  );
}

/** The second argument of `.next(shape, upcast)`; no other `next` has two. */
export function isUpcaster(node: TS.Node): boolean {
  let current = node;
  while (ts.isParenthesizedExpression(current.parent) || ts.isAsExpression(current.parent)) current = current.parent;
  const call = current.parent;
  if (!ts.isCallExpression(call) || call.arguments[1] !== current) return false;
  return ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === "next";
}

/** Whether an identifier is read as a value where it stands, and is no name of a member, of a declaration or of a type. */
export function isReference(node: TS.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  return (parent as { readonly name?: TS.Node }).name !== node;
}

/** Getters run when a schema is read; other functions only when somebody has them. */
export function runsByItself(node: TS.Node): boolean {
  return ts.isGetAccessor(node) || (isFunction(node) && isHandedOn(node)) || isHandedMethod(node);
}

function isHandedMethod(node: TS.Node): boolean {
  return ts.isMethodDeclaration(node) && ts.isObjectLiteralExpression(node.parent) && isHandedOn(node.parent);
}
