import { existsSync } from "node:fs";
import path from "node:path";
import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";
import { withoutMark } from "./read-text.js";

/** Parses source files, each once. Syntax alone: no types, no tsconfig, no files that were not asked for. */
export interface FileParser {
  parse(file: string): TS.SourceFile;
  /** The file that a relative import leads to; undefined for packages and for what is not there. */
  imported(from: TS.SourceFile, specifier: string): TS.SourceFile | undefined;
}

/** @param read the text of a file */
export function createFileParser(read: (file: string) => string): FileParser {
  const parsed = new Map<string, TS.SourceFile>();
  const resolved = new Map<string, string | undefined>();
  const parser: FileParser = { parse, imported };
  return parser;

  function parse(file: string): TS.SourceFile {
    const known = parsed.get(file);
    if (known !== undefined) return known;
    const source = ts.createSourceFile(file, withoutMark(read(file)), ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
    parsed.set(file, source);
    return source;
  }

  function imported(from: TS.SourceFile, specifier: string): TS.SourceFile | undefined {
    if (!specifier.startsWith(".")) return undefined;
    const target = path.resolve(path.dirname(from.fileName), specifier);
    if (!resolved.has(target)) resolved.set(target, fileOf(target));
    const file = resolved.get(target);
    return file === undefined ? undefined : parser.parse(file);
  }
}

function fileOf(target: string): string | undefined {
  const candidates = [target.replace(/\.js$/, ".ts"), target, `${target}.ts`, path.join(target, "index.ts")];
  return candidates.find((candidate) => /\.[mc]?ts$/.test(candidate) && existsSync(candidate));
}
