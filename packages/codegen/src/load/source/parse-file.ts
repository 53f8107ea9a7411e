import { existsSync } from "node:fs";
import path from "node:path";
import { Project, type SourceFile } from "ts-morph";

/** Parses source files, each once. Syntax alone: no types, no tsconfig, no files that were not asked for. */
export interface FileParser {
  parse(file: string): SourceFile;
  /** The file that a relative import leads to; undefined for packages and for what is not there. */
  imported(from: SourceFile, specifier: string): SourceFile | undefined;
}

export function createFileParser(): FileParser {
  const project = new Project({
    skipAddingFilesFromTsConfig: true,
    skipFileDependencyResolution: true,
    skipLoadingLibFiles: true,
    compilerOptions: { allowJs: true },
  });
  const parser: FileParser = { parse: (file) => project.addSourceFileAtPath(file), imported };
  return parser;

  function imported(from: SourceFile, specifier: string): SourceFile | undefined {
    if (!specifier.startsWith(".")) return undefined;
    const target = path.resolve(path.dirname(from.getFilePath()), specifier);
    const candidates = [target.replace(/\.js$/, ".ts"), target, `${target}.ts`, path.join(target, "index.ts")];
    const file = candidates.find((candidate) => /\.[mc]?ts$/.test(candidate) && existsSync(candidate));
    return file === undefined ? undefined : parser.parse(file);
  }
}
