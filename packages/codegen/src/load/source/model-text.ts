import path from "node:path";
import type { ts } from "ts-morph";
import { type ModelPath, pathKey } from "../../model/model-path.js";
import type { Location, ModelSource } from "../../model/model-source.js";

/** What the text of a model file says beyond its values, as plain JSON. Keys are those of `pathKey`. */
export interface SourceIndex {
  /** Absolute paths of the files that parts stand in. */
  readonly files: readonly string[];
  readonly places: Readonly<Record<string, Place>>;
  readonly docs: Readonly<Record<string, string>>;
}

/** Index of the file; where the part begins in its text, and where it ends, in UTF-16 code units. */
export type Place = readonly [file: number, start: number, end: number];

/** @param textOf the text that a file had when it was indexed */
export function modelSource(folder: string, index: SourceIndex, textOf: (file: string) => string): ModelSource {
  const { files, places, docs } = index;
  const fileAt = (number: number) => files[number] ?? "";
  return {
    locationOf: (place) => {
      const [file, start, end] = nearest(places, place);
      return locationOfRange(folder, { fileName: fileAt(file), text: textOf(fileAt(file)) }, start, end);
    },
    docs,
    docOf: (place) => own(docs, place),
    textOf: (place) => {
      const found = own(places, place);
      return found === undefined ? undefined : textOf(fileAt(found[0])).slice(found[1], found[2]);
    },
    has: (place) => own(places, place) !== undefined,
  };
}

function nearest(places: SourceIndex["places"], place: ModelPath): Place {
  for (let length = place.length; length >= 0; length--) {
    const found = own(places, place.slice(0, length));
    if (found !== undefined) return found;
  }
  return [0, 0, 1];
}

/** What a record itself has under a path, not what objects inherit. */
function own<Value>(record: Readonly<Record<string, Value>>, place: ModelPath): Value | undefined {
  const key = pathKey(place);
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A file and its text, without its byte order mark. */
export type FileText = Pick<ts.SourceFile, "fileName" | "text">;

/** Where a node stands. */
export function locationOfNode(folder: string, node: ts.Node): Location {
  const file = node.getSourceFile();
  return locationOfRange(folder, file, node.getStart(file), node.end);
}

/** Where a character stands. */
export function locationOfOffset(folder: string, file: FileText, offset: number): Location {
  return locationOfRange(folder, file, offset, offset + 1);
}

/** Where a part of a file stands, from and to in UTF-16 code units. */
export function locationOfRange(folder: string, { fileName, text }: FileText, start: number, end: number): Location {
  const [from, to] = [placeIn(text, start), placeIn(text, end)];
  const line = lineOf(text, from.line);
  const inOneLine = from.line === to.line;
  const length = (inOneLine ? to.column : line.length + 1) - from.column;
  const where = { file: shownPath(folder, fileName), line: from.line, column: from.column };
  return { ...where, length: Math.max(1, length), ...(inOneLine ? {} : { end: to }), text: line };
}

function placeIn(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (const { 0: end, index } of text.matchAll(LINE_END)) {
    if (index + end.length > offset) break;
    line++;
    start = index + end.length;
  }
  return { line, column: offset - start + 1 };
}

/** Where JavaScript says that lines end. */
const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;

/** A path for people: relative to the project folder, with `/` on every system. */
export function shownPath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join("/");
}

/** The n-th line of a text, from 1; a byte order mark is not a part of the first. */
export function lineOf(text: string, line: number): string {
  return text.replace(/^\uFEFF/, "").split(LINE_END)[line - 1] ?? "";
}
