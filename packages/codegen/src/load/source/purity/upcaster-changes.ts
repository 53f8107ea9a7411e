import type { ts as TS } from "ts-morph";
import { ts } from "../compiler.js";
import { boundNames } from "../exported-names.js";
import { type Bindings, contains } from "./bindings.js";

/**
 * What an upcaster changes though it is not its own, and whether it gives a promise. Nodes, to be shown.
 *
 * @param bindings of the file; looked for only if anything is changed
 */
export function upcasterChanges(upcaster: TS.FunctionLikeDeclaration, bindings: () => Bindings): readonly TS.Node[] {
  const found: TS.Node[] = [];
  const modifiers = ts.canHaveModifiers(upcaster) ? ts.getModifiers(upcaster) : undefined;
  const async = modifiers?.find(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword);
  if (async !== undefined) found.push(async);
  visit(upcaster);
  return found;

  function visit(node: TS.Node): void {
    if (ts.isTypeNode(node)) return;
    const changed = changedBy(node);
    if (changed !== undefined && !isOwn(changed)) found.push(node);
    ts.forEachChild(node, visit);
  }

  /** A variable of the upcaster's may be set, and what it made itself may be changed. */
  function isOwn({ target, inside }: Changed): boolean {
    const root = rootOf(target);
    // The result of a call: a copy, as far as the syntax shows.
    if (!ts.isIdentifier(root)) return root.kind !== ts.SyntaxKind.ThisKeyword;
    const scope = bindings().scopeOf(root);
    if (scope === undefined || !contains(upcaster, scope)) return false;
    return !(inside && scope === upcaster && isParameter(root.text));
  }

  function isParameter(name: string): boolean {
    return upcaster.parameters.some((parameter) => boundNames(parameter.name).includes(name));
  }
}

const MUTATORS = new Set("copyWithin fill pop push reverse shift sort splice unshift".split(" "));

interface Changed {
  readonly target: TS.Expression;
  /** Whether something in the value is changed, not the variable that holds it. */
  readonly inside: boolean;
}

/** What a node sets, deletes from, or mutates. */
function changedBy(node: TS.Node): Changed | undefined {
  if (ts.isBinaryExpression(node)) return isAssignment(node.operatorToken.kind) ? changed(node.left) : undefined;
  if (ts.isDeleteExpression(node)) return changed(node.expression);
  if (ts.isPostfixUnaryExpression(node)) return changed(node.operand);
  if (ts.isPrefixUnaryExpression(node)) return STEPS.has(node.operator) ? changed(node.operand) : undefined;
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  const [first] = node.arguments;
  if (ts.isIdentifier(expression) && expression.text === "Object" && name.text === "assign") {
    return first === undefined ? undefined : { target: first, inside: true };
  }
  return MUTATORS.has(name.text) ? { target: expression, inside: true } : undefined;
}

const STEPS: ReadonlySet<TS.SyntaxKind> = new Set([ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken]);

function isAssignment(kind: TS.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

function changed(target: TS.Expression): Changed {
  return { target, inside: rootOf(target) !== target };
}

function rootOf(expression: TS.Expression): TS.Expression {
  if (ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)) {
    return rootOf(expression.expression);
  }
  if (ts.isParenthesizedExpression(expression) || ts.isNonNullExpression(expression)) {
    return rootOf(expression.expression);
  }
  return ts.isAsExpression(expression) ? rootOf(expression.expression) : expression;
}
