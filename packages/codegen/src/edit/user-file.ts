import { existsSync, readFileSync, realpathSync } from "node:fs";
import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { createFileParser, type FileParser } from "../load/source/parse-file.js";
import { readText } from "../load/source/read-text.js";
import { FileChangedError } from "./file-changed-error.js";
import { type TextStyle, textStyleOf } from "./text-style.js";

/** A file of the user's, read to have something put into it. */
export interface UserFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly bytes: Buffer;
  /** With its byte order mark, if it has one. */
  readonly text: string;
  readonly style: TextStyle;
  readonly source: TS.SourceFile;
  /** What offsets in `source` are short of those in `text`: 1 behind a byte order mark. */
  readonly shift: number;
  /** What keeps the file from being followed: a syntax error, or bytes that are no text. */
  readonly problem: FileProblem | undefined;
}

export interface FileProblem {
  readonly message: string;
  /** In `source`. */
  readonly offset: number;
}

/** The user's files, each read once. */
export interface UserFiles {
  readonly parser: FileParser;
  /** Undefined if there is none. */
  open(path: string): UserFile | undefined;
}

export function openUserFiles(parser = createFileParser(readText)): UserFiles {
  const opened = new Map<string, UserFile>();
  return {
    parser,
    open(path) {
      if (!existsSync(path)) return undefined;
      const real = realpathSync(path);
      const file = opened.get(real) ?? readUserFile(real, parser);
      opened.set(real, file);
      return file;
    },
  };
}

function readUserFile(path: string, parser: FileParser): UserFile {
  const bytes = readFileSync(path);
  const source = parser.parse(path);
  const text = textOf(bytes);
  const base = { path, bytes, source };
  if (text === undefined) {
    const problem = { message: "is not encoded in UTF-8", offset: 0 };
    return { ...base, text: "", style: textStyleOf(""), shift: 0, problem };
  }
  const shift = text.length - source.text.length;
  if (text.slice(shift) !== source.text) throw new FileChangedError(path);
  return { ...base, text, style: textStyleOf(text), shift, problem: problemIn(source) };
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first thing that makes a text no TypeScript. */
export function syntaxProblem(fileName: string, text: string): FileProblem | undefined {
  return problemIn(createFileParser(() => text).parse(fileName));
}

function problemIn(source: TS.SourceFile): FileProblem | undefined {
  // The compiler keeps them to itself, and hands them out by a program alone, which takes a hundred times longer to make.
  const { parseDiagnostics } = source as unknown as { readonly parseDiagnostics: readonly TS.DiagnosticWithLocation[] };
  const [first] = parseDiagnostics;
  if (first === undefined) return undefined;
  const message = ts.flattenDiagnosticMessageText(first.messageText, " ");
  return { message: `has a syntax error: ${message}`, offset: first.start };
}
