import { type Expression, Node, type ObjectLiteralElementLike, type SourceFile } from "ts-morph";
import { aliasPath, type ModelPath, pathKey, versionPath } from "../../model/model-path.js";
import { callParts } from "./call-parts.js";
import { eventParts } from "./event-parts.js";
import { jsDocOf } from "./js-doc-of.js";
import type { FileParser } from "./parse-file.js";
import { exportedByDefault, resolveExpression } from "./resolve-expression.js";

/** Where each part of a model stands in its text, and its documentation. Keys are those of `pathKey`. */
export interface ModelIndex {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly docs: ReadonlyMap<string, string>;
}

/** Deeper literals are not looked into: no model is so deep, but a recursive schema's text leads in circles. */
const MAX_DEPTH = 12;

/** Walks the text of a model file along its literal, into constants and spreads. */
export function indexModel(file: SourceFile, parser: FileParser): ModelIndex {
  const nodes = new Map<string, Node>();
  const docs = new Map<string, string>();
  indexRoot();
  return { nodes, docs };

  function indexRoot(): void {
    const exported = exportedByDefault(file);
    note([], exported ?? file.getStatements()[0] ?? file);
    if (exported === undefined) return;
    const call = resolveExpression(exported, parser);
    noteDoc([], [exported.getParent(), call.getFirstAncestor(Node.isVariableStatement)]);
    if (!Node.isCallExpression(call)) return;
    const [name, definition] = call.getArguments();
    if (Node.isExpression(name)) note(["name"], name);
    if (Node.isExpression(definition)) indexValue(definition, [], 0);
  }

  function note(path: ModelPath, node: Node): void {
    nodes.set(pathKey(path), node);
  }

  function noteDoc(path: ModelPath, candidates: readonly (Node | undefined)[]): void {
    for (const node of candidates) {
      const text = node === undefined ? undefined : jsDocOf(node);
      if (text === undefined) continue;
      docs.set(pathKey(path), text);
      return;
    }
  }

  function indexValue(written: Expression, path: ModelPath, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const value = resolveExpression(written, parser);
    if (Node.isObjectLiteralExpression(value)) {
      for (const property of value.getProperties()) indexProperty(property, path, depth + 1);
    } else if (Node.isArrayLiteralExpression(value)) {
      for (const [index, element] of value.getElements().entries()) {
        note([...path, index], element);
        indexValue(element, [...path, index], depth + 1);
      }
    } else if (Node.isCallExpression(value)) {
      for (const { expression, suffix, isName } of callParts(value)) {
        if (isName === true) note([...path, ...suffix], expression);
        else indexValue(expression, [...path, ...suffix], depth + 1);
      }
    }
  }

  function indexEvent(name: string, written: Expression, depth: number): void {
    const call = resolveExpression(written, parser);
    if (!Node.isCallExpression(call)) return;
    const { shapes, aliases } = eventParts(call, parser);
    for (const [index, shape] of shapes.entries()) {
      note(versionPath(name, index + 1), shape);
      indexValue(shape, versionPath(name, index + 1), depth);
    }
    for (const [index, alias] of aliases.entries()) note(aliasPath(name, index), alias);
  }

  function indexProperty(property: ObjectLiteralElementLike, path: ModelPath, depth: number): void {
    if (Node.isSpreadAssignment(property)) {
      indexValue(property.getExpression(), path, depth);
      return;
    }
    const name = property.getNameNode();
    const inner = [...path, textOfName(name)];
    note(inner, name);
    noteDoc(inner, [property]);
    const value = Node.isPropertyAssignment(property) ? property.getInitializer() : name;
    if (!Node.isExpression(value)) return;
    indexValue(value, inner, depth);
    const [part, event] = inner;
    if (inner.length === 2 && part === "events" && typeof event === "string") indexEvent(event, value, depth);
  }
}

function textOfName(name: Node): string {
  if (Node.isStringLiteral(name) || Node.isNoSubstitutionTemplateLiteral(name)) return name.getLiteralText();
  return Node.isComputedPropertyName(name) ? textOfName(name.getExpression()) : name.getText();
}
