import type { ts } from "ts-morph";
import { indexModel } from "./index-model.js";
import type { Place, SourceIndex } from "./model-text.js";
import type { FileParser } from "./parse-file.js";

/** Where each part of a model stands in its text, and its documentation, as plain JSON. */
export function indexText(file: ts.SourceFile, parser: FileParser): SourceIndex {
  const { nodes, docs } = indexModel(file, parser);
  const files: string[] = [];
  const places = Object.fromEntries([...nodes].map(([key, node]): [string, Place] => [key, placeOf(node, files)]));
  return { files, places, docs: Object.fromEntries(docs) };
}

function placeOf(node: ts.Node, files: string[]): Place {
  const source = node.getSourceFile();
  if (!files.includes(source.fileName)) files.push(source.fileName);
  return [files.indexOf(source.fileName), node.getStart(source), node.end];
}
