import type { ts as TS } from "ts-morph";
import { aliasPath, type ModelPath, pathKey, versionPath } from "../../model/model-path.js";
import { callParts } from "./call-parts.js";
import { ts } from "./compiler.js";
import { declarationsOf } from "./declarations.js";
import { eventParts } from "./event-parts.js";
import { jsDocOf } from "./js-doc-of.js";
import type { FileParser } from "./parse-file.js";
import { resolveExpression, textOfName } from "./resolve-expression.js";

/** The nodes of each part of a model, and its documentation. Keys are those of `pathKey`. */
export interface ModelNodes {
  readonly nodes: ReadonlyMap<string, TS.Node>;
  readonly docs: ReadonlyMap<string, string>;
}

/** Deeper literals are not looked into: no model is so deep, but a recursive schema's text leads in circles. */
const MAX_DEPTH = 12;

/** Walks the text of a model file along its literal, into constants and spreads. */
export function indexModel(file: TS.SourceFile, parser: FileParser): ModelNodes {
  const nodes = new Map<string, TS.Node>();
  const docs = new Map<string, string>();
  indexRoot();
  return { nodes, docs };

  function indexRoot(): void {
    const exported = declarationsOf(file).exportedByDefault;
    note([], exported ?? file.statements[0] ?? file);
    if (exported === undefined) return;
    const call = resolveExpression(exported, parser);
    noteDoc([], [exported.parent, ts.findAncestor(call, ts.isVariableStatement)]);
    if (!ts.isCallExpression(call)) return;
    const [name, definition] = call.arguments;
    if (name !== undefined) note(["name"], name);
    if (definition !== undefined) indexValue(definition, [], 0);
  }

  function note(path: ModelPath, node: TS.Node): void {
    nodes.set(pathKey(path), node);
  }

  function noteDoc(path: ModelPath, candidates: readonly (TS.Node | undefined)[]): void {
    for (const node of candidates) {
      const text = node === undefined ? undefined : jsDocOf(node);
      if (text === undefined) continue;
      docs.set(pathKey(path), text);
      return;
    }
  }

  function indexValue(written: TS.Expression, path: ModelPath, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const value = resolveExpression(written, parser);
    if (ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties) indexProperty(property, path, depth + 1);
    } else if (ts.isArrayLiteralExpression(value)) {
      for (const [index, element] of value.elements.entries()) {
        note([...path, index], element);
        indexValue(element, [...path, index], depth + 1);
      }
    } else if (ts.isCallExpression(value)) {
      for (const { expression, suffix, isName } of callParts(value)) {
        if (isName === true) note([...path, ...suffix], expression);
        else indexValue(expression, [...path, ...suffix], depth + 1);
      }
    }
  }

  function indexEvent(name: string, written: TS.Expression, depth: number): void {
    const call = resolveExpression(written, parser);
    if (!ts.isCallExpression(call)) return;
    const { shapes, aliases } = eventParts(call, parser);
    for (const [index, shape] of shapes.entries()) {
      note(versionPath(name, index + 1), shape);
      indexValue(shape, versionPath(name, index + 1), depth);
    }
    for (const [index, alias] of aliases.entries()) note(aliasPath(name, index), alias);
  }

  function indexProperty(property: TS.ObjectLiteralElementLike, path: ModelPath, depth: number): void {
    if (ts.isSpreadAssignment(property)) {
      indexValue(property.expression, path, depth);
      return;
    }
    const { name } = property;
    const inner = [...path, textOfName(name)];
    note(inner, name);
    noteDoc(inner, [property]);
    const value = valueBehind(property);
    if (value === undefined) return;
    indexValue(value, inner, depth);
    const [part, event] = inner;
    if (inner.length === 2 && part === "events" && typeof event === "string") indexEvent(event, value, depth);
  }
}

/** What stands behind a key; undefined for methods and accessors. */
export function valueBehind(property: TS.ObjectLiteralElementLike): TS.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}
