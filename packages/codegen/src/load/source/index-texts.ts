import type { Impurity } from "../../model/impurity.js";
import type { EvaluationFailure } from "../evaluate/protocol.js";
import { type FoundFailure, findFailure } from "./find-failure.js";
import { indexText } from "./index-text.js";
import type { SourceIndex } from "./model-text.js";
import { type Looked, notingParser } from "./noting-parser.js";
import { createFileParser } from "./parse-file.js";
import { findImpurities } from "./purity/find-impurities.js";

/** What a model file's text says, and what was looked into for it. */
export interface IndexedText {
  readonly index: SourceIndex;
  /** Of the file, and of those that it imports. */
  readonly impurities: readonly Impurity[];
  readonly looked: Looked;
}

export interface IndexedTexts {
  /** By path. */
  readonly texts: ReadonlyMap<string, IndexedText>;
  /** Where a failure stands whose error names no line. */
  failureIn(file: string, failure: EvaluationFailure): FoundFailure | undefined;
}

/** Indexes model files; a file that many import is parsed once. */
export function indexTexts(folder: string, files: readonly string[], read: (file: string) => string): IndexedTexts {
  const parser = createFileParser(read);
  const texts = new Map(
    files.map((file) => {
      const noting = notingParser(parser);
      const source = noting.parser.parse(file);
      const index = indexText(source, noting.parser);
      const impurities = findImpurities(folder, [source], noting.parser);
      return [file, { index, impurities, looked: noting.looked }];
    }),
  );
  return { texts, failureIn };

  function failureIn(file: string, failure: EvaluationFailure): FoundFailure | undefined {
    if (failure.kind !== "threw" || failure.at !== undefined) return undefined;
    return findFailure(folder, parser.parse(file), parser, failure.message);
  }
}
