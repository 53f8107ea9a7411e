import { type Expression, Node, type ObjectLiteralElementLike, type ObjectLiteralExpression } from "ts-morph";
import type { FileParser } from "../load/source/parse-file.js";
import { resolveExpression } from "../load/source/resolve-expression.js";

/** An object literal, as far as its text says what it holds. */
export interface FollowedLiteral {
  readonly literal: ObjectLiteralExpression;
  /** By key; of spreads too, where these can be followed. */
  readonly entries: ReadonlyMap<string, LiteralEntry>;
  /** The first part that may hold keys which the text does not tell. */
  readonly opaque: OpaquePart | undefined;
}

export interface LiteralEntry {
  /** The key, or all of a shorthand. */
  readonly node: Node;
  /** What stands behind the key; undefined for methods and accessors. */
  readonly value: Expression | undefined;
}

/** A part of the code that only running it would tell about. */
export interface OpaquePart {
  readonly node: Node;
  /** For people, e.g. `makeHandlers() is no object literal`. */
  readonly why: string;
}

/** Spreads within spreads, at most: more than anybody writes, and an end to what goes in circles. */
const MAX_DEPTH = 20;

/** The literal behind an expression: through constants, imports, `as const` and `satisfies`. */
export function followLiteral(expression: Expression, parser: FileParser): FollowedLiteral | OpaquePart {
  const literal = resolveExpression(expression, parser);
  if (!Node.isObjectLiteralExpression(literal)) return opaqueAt(expression, literal);
  const entries = new Map<string, LiteralEntry>();
  let opaque: OpaquePart | undefined;
  read(literal, 0);
  return { literal, entries, opaque };

  function read(object: ObjectLiteralExpression, depth: number): void {
    for (const property of object.getProperties()) {
      if (Node.isSpreadAssignment(property)) spread(property.getExpression(), depth + 1);
      else note(property);
    }
  }

  function spread(spreaded: Expression, depth: number): void {
    const inner = resolveExpression(spreaded, parser);
    if (Node.isObjectLiteralExpression(inner) && depth <= MAX_DEPTH) read(inner, depth);
    else opaque ??= opaqueAt(spreaded, inner);
  }

  function note(property: Exclude<ObjectLiteralElementLike, Node & { getExpression(): Expression }>): void {
    const key = property.getNameNode();
    const name = keyOf(key, parser);
    if (name === undefined) opaque ??= { node: key, why: `the key ${shorten(key)} is computed` };
    else entries.set(name, { node: key, value: behindKey(property) });
  }
}

export function isOpaque(followed: FollowedLiteral | OpaquePart): followed is OpaquePart {
  return "why" in followed;
}

function opaqueAt(written: Expression, resolved: Expression): OpaquePart {
  // The place in the file at hand says more than one in another.
  return { node: written, why: `${shorten(resolved)} is no object literal` };
}

function keyOf(key: Node, parser: FileParser): string | undefined {
  if (Node.isStringLiteral(key) || Node.isNoSubstitutionTemplateLiteral(key)) return key.getLiteralText();
  if (!Node.isComputedPropertyName(key)) return key.getText();
  const computed = resolveExpression(key.getExpression(), parser);
  const isText = Node.isStringLiteral(computed) || Node.isNoSubstitutionTemplateLiteral(computed);
  return isText ? computed.getLiteralText() : undefined;
}

function behindKey(property: ObjectLiteralElementLike): Expression | undefined {
  if (Node.isPropertyAssignment(property)) return property.getInitializer();
  return Node.isShorthandPropertyAssignment(property) ? property.getNameNode() : undefined;
}

function shorten(node: Node): string {
  const [line = ""] = node.getText().split(/[\r\n]/, 1);
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}
