import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { valueBehind } from "../load/source/index-model.js";
import type { FileParser } from "../load/source/parse-file.js";
import { resolveExpression } from "../load/source/resolve-expression.js";

/** An object literal, as far as its text says what it holds. */
export interface FollowedLiteral {
  readonly literal: TS.ObjectLiteralExpression;
  /** By key; of spreads too, where these can be followed. */
  readonly entries: ReadonlyMap<string, LiteralEntry>;
  /** The first part that may hold keys which the text does not tell. */
  readonly opaque: OpaquePart | undefined;
}

export interface LiteralEntry {
  /** The key, or all of a shorthand. */
  readonly node: TS.Node;
  /** What stands behind the key; undefined for methods and accessors. */
  readonly value: TS.Expression | undefined;
}

/** A part of the code that only running it would tell about. */
export interface OpaquePart {
  readonly node: TS.Node;
  /** For people, e.g. `makeHandlers() is no object literal`. */
  readonly why: string;
}

/** Spreads within spreads, at most: more than anybody writes, and an end to what goes in circles. */
const MAX_DEPTH = 20;

/** The literal behind an expression: through constants, imports, `as const` and `satisfies`. */
export function followLiteral(expression: TS.Expression, parser: FileParser): FollowedLiteral | OpaquePart {
  const literal = resolveExpression(expression, parser);
  if (!ts.isObjectLiteralExpression(literal)) return opaqueAt(expression, literal);
  const entries = new Map<string, LiteralEntry>();
  let opaque: OpaquePart | undefined;
  read(literal, 0);
  return { literal, entries, opaque };

  function read(object: TS.ObjectLiteralExpression, depth: number): void {
    for (const property of object.properties) {
      if (ts.isSpreadAssignment(property)) spread(property.expression, depth + 1);
      else note(property);
    }
  }

  function spread(spreaded: TS.Expression, depth: number): void {
    const inner = resolveExpression(spreaded, parser);
    if (ts.isObjectLiteralExpression(inner) && depth <= MAX_DEPTH) read(inner, depth);
    else opaque ??= opaqueAt(spreaded, inner);
  }

  function note(property: Exclude<TS.ObjectLiteralElementLike, TS.SpreadAssignment>): void {
    const key = property.name;
    const name = keyOf(key, parser);
    if (name === undefined) opaque ??= { node: key, why: `the key ${shorten(key)} is computed` };
    else entries.set(name, { node: key, value: valueBehind(property) });
  }
}

export function isOpaque(followed: FollowedLiteral | OpaquePart): followed is OpaquePart {
  return "why" in followed;
}

function opaqueAt(written: TS.Expression, resolved: TS.Expression): OpaquePart {
  // The place in the file at hand says more than one in another.
  return { node: written, why: `${shorten(resolved)} is no object literal` };
}

function keyOf(key: TS.PropertyName, parser: FileParser): string | undefined {
  if (ts.isStringLiteralLike(key)) return key.text;
  if (!ts.isComputedPropertyName(key)) return key.getText();
  const computed = resolveExpression(key.expression, parser);
  return ts.isStringLiteralLike(computed) ? computed.text : undefined;
}

function shorten(node: TS.Node): string {
  const [line = ""] = node.getText().split(/[\r\n]/, 1);
  return `\`${line.length > 60 ? `${line.slice(0, 57)}…` : line}\``;
}
