import path from "node:path";
import type { Node, SourceFile } from "ts-morph";
import { type ModelPath, pathKey } from "../../model/model-path.js";
import type { Location, ModelSource } from "../../model/model-source.js";
import { indexModel } from "./index-model.js";
import type { FileParser } from "./parse-file.js";

/** What the text of a model file says beyond its values. */
export function readModelText(folder: string, file: SourceFile, parser: FileParser): ModelSource {
  const { nodes, docs } = indexModel(file, parser);
  return {
    locationOf: (place) => locationOfNode(folder, nearest(nodes, place) ?? file),
    docOf: (place) => docs.get(pathKey(place)),
    textOf: (place) => nodes.get(pathKey(place))?.getText(),
    has: (place) => nodes.has(pathKey(place)),
  };
}

function nearest(nodes: ReadonlyMap<string, Node>, place: ModelPath): Node | undefined {
  for (let length = place.length; length >= 0; length--) {
    const node = nodes.get(pathKey(place.slice(0, length)));
    if (node !== undefined) return node;
  }
  return undefined;
}

function locationOfNode(folder: string, node: Node): Location {
  const file = node.getSourceFile();
  const { line, column } = file.getLineAndColumnAtPos(node.getStart());
  const text = lineOf(file.getFullText(), line);
  const onFirstLine = node.getText().split(/\r?\n/, 1)[0] ?? "";
  return { file: shownPath(folder, file.getFilePath()), line, column, length: Math.max(1, onFirstLine.length), text };
}

/** A path for people: relative to the project folder, with `/` on every system. */
export function shownPath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}

/** The n-th line of a text, from 1. */
export function lineOf(text: string, line: number): string {
  return text.split(/\r\n|\n|\r/)[line - 1] ?? "";
}
