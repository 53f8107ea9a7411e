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

/** Where a node stands. */
export function locationOfNode(folder: string, node: Node): Location {
  return locationOfRange(folder, node.getSourceFile(), node.getStart(), node.getEnd());
}

/** Where a character stands. */
export function locationOfOffset(folder: string, file: SourceFile, offset: number): Location {
  return locationOfRange(folder, file, offset, offset + 1);
}

/** Where a part of a file stands, from and to in UTF-16 code units. */
export function locationOfRange(folder: string, file: SourceFile, start: number, end: number): Location {
  const [from, to] = [placeOf(file, start), placeOf(file, end)];
  const text = lineOf(file.getFullText(), from.line);
  const inOneLine = from.line === to.line;
  const length = (inOneLine ? to.column : text.length + 1) - from.column;
  const where = { file: shownPath(folder, file.getFilePath()), line: from.line, column: from.column };
  return { ...where, length: Math.max(1, length), ...(inOneLine ? {} : { end: to }), text };
}

/** As the compiler counts lines: ts-morph itself knows `\n` alone. */
function placeOf(file: SourceFile, position: number): { line: number; column: number } {
  const { line, character } = file.compilerNode.getLineAndCharacterOfPosition(position);
  return { line: line + 1, column: character + 1 };
}

/** A path for people: relative to the project folder, with `/` on every system. */
export function shownPath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}

/** The n-th line of a text, from 1. Lines end where JavaScript says so; a byte order mark is not a part of the first. */
export function lineOf(text: string, line: number): string {
  return text.replace(/^\uFEFF/, "").split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? "";
}
