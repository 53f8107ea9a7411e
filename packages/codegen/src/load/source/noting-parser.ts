import type { FileParser } from "./parse-file.js";

/** A relative import that was followed, or could not be. */
export interface Lookup {
  /** Absolute path of the file that imports. */
  readonly from: string;
  readonly specifier: string;
}

/** What was read of the file system for an answer. */
export interface Looked {
  /** Absolute paths of files that were parsed. */
  readonly parsed: ReadonlySet<string>;
  readonly lookups: ReadonlyMap<string, Lookup>;
}

/** A parser that notes what it is asked for. */
export function notingParser(parser: FileParser): { readonly parser: FileParser; readonly looked: Looked } {
  const parsed = new Set<string>();
  const lookups = new Map<string, Lookup>();
  return { parser: { parse, imported }, looked: { parsed, lookups } };

  function parse(file: string): ReturnType<FileParser["parse"]> {
    parsed.add(file);
    return parser.parse(file);
  }

  function imported(from: Parameters<FileParser["imported"]>[0], specifier: string) {
    if (specifier.startsWith(".")) {
      lookups.set(`${from.fileName}\n${specifier}`, { from: from.fileName, specifier });
    }
    const found = parser.imported(from, specifier);
    if (found !== undefined) parsed.add(found.fileName);
    return found;
  }
}
