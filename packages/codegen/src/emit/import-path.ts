import path from "node:path";

/** The specifier by which a file in `fromFolder` imports `file` (both absolute, `file` a `.ts`). */
export function importPath(fromFolder: string, file: string): string {
  const relative = path.relative(fromFolder, file).split(path.sep).join("/").replace(/\.ts$/, ".js");
  return relative.startsWith(".") ? relative : `./${relative}`;
}
