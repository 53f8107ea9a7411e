import { type CallExpression, type Expression, Node, type ObjectLiteralElementLike, type SourceFile } from "ts-morph";
import { type ModelPath, pathKey } from "../../model/model-path.js";
import { jsDocOf } from "./js-doc-of.js";
import type { FileParser } from "./parse-file.js";
import { exportedByDefault, resolveExpression } from "./resolve-expression.js";

/** Where each part of a model stands in its text, and its documentation. Keys are those of `pathKey`. */
export interface ModelIndex {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly docs: ReadonlyMap<string, string>;
}

/** Deeper literals are not looked into; no model is so deep, but a recursive schema's text may lead in circles. */
const MAX_DEPTH = 12;

/** Walks the text of a model file along its literal, into constants and spreads. */
export function indexModel(file: SourceFile, parser: FileParser): ModelIndex {
  const nodes = new Map<string, Node>();
  const docs = new Map<string, string>();
  indexRoot();
  return { nodes, docs };

  function indexRoot(): void {
    const exported = exportedByDefault(file);
    const statement = file.getExportAssignment((assignment) => !assignment.isExportEquals());
    if (exported === undefined || statement === undefined) return note([], file.getStatements()[0] ?? file);
    const call = resolveExpression(exported, parser);
    note([], exported);
    noteDoc([], [statement, call.getFirstAncestor(Node.isVariableStatement)]);
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
      if (text !== undefined) return void docs.set(pathKey(path), text);
    }
  }

  function indexValue(written: Expression, path: ModelPath, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const value = resolveExpression(written, parser);
    if (Node.isObjectLiteralExpression(value)) {
      for (const property of value.getProperties()) indexProperty(property, path, depth);
    } else if (Node.isArrayLiteralExpression(value)) {
      for (const [index, element] of value.getElements().entries()) indexItem(element, [...path, index], depth);
    } else if (Node.isCallExpression(value)) {
      indexCall(value, path, depth);
    }
  }

  function indexItem(element: Expression, path: ModelPath, depth: number): void {
    note(path, element);
    indexValue(element, path, depth + 1);
  }

  function indexProperty(property: ObjectLiteralElementLike, path: ModelPath, depth: number): void {
    if (Node.isSpreadAssignment(property)) return indexValue(property.getExpression(), path, depth + 1);
    const nameNode = property.getNameNode();
    const inner = [...path, nameOf(nameNode)];
    note(inner, nameNode);
    noteDoc(inner, [property]);
    if (Node.isPropertyAssignment(property)) {
      const value = property.getInitializer();
      if (value !== undefined) indexValue(value, inner, depth + 1);
    } else if (Node.isShorthandPropertyAssignment(property)) {
      indexValue(property.getNameNode(), inner, depth + 1);
    }
  }

  /** `event({…}).next({…}, …)`, `z.object({…}).optional()`, `Training.events("A", "B")` and the like. */
  function indexCall(call: CallExpression, path: ModelPath, depth: number): void {
    const callee = call.getExpression();
    const [first, second] = call.getArguments().filter((argument) => Node.isExpression(argument));
    if (Node.isIdentifier(callee)) {
      const shape = callee.getText() === "rejection" ? second : first;
      if (shape !== undefined) indexValue(shape, path, depth + 1);
    } else if (Node.isPropertyAccessExpression(callee)) {
      indexMethod(call, callee.getName(), callee.getExpression(), path, depth);
    }
  }

  function indexMethod(call: CallExpression, method: string, owner: Expression, path: ModelPath, depth: number): void {
    const arguments_ = call.getArguments().filter((argument) => Node.isExpression(argument));
    const [first, second] = arguments_;
    switch (method) {
      case "events":
        for (const [index, argument] of arguments_.entries()) note([...path, index], argument);
        return;
      case "array":
        // `z.array(item)`; `item.array()` has no argument.
        return indexValue(first ?? owner, [...path, "[]"], depth + 1);
      case "discriminatedUnion":
        if (second !== undefined) indexValue(second, path, depth + 1);
        return;
      case "record":
        if (second !== undefined) indexValue(second, [...path, "{}"], depth + 1);
        return;
      case "next":
      case "object":
      case "strictObject":
      case "union":
      case "tuple":
        if (first !== undefined) indexValue(first, path, depth + 1);
        return;
      default:
        // `z.optional(x)` looks into x, `x.optional()` too.
        if (owner.getText() !== "z") return indexValue(owner, path, depth + 1);
        if (first !== undefined) indexValue(first, path, depth + 1);
    }
  }
}

function nameOf(node: Node): string {
  if (Node.isStringLiteral(node) || Node.isNoSubstitutionTemplateLiteral(node)) return node.getLiteralText();
  if (Node.isComputedPropertyName(node)) return nameOf(node.getExpression());
  return node.getText();
}
