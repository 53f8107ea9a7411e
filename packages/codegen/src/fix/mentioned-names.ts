import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { everyNode } from "../load/source/every-node.js";
import { importsOf } from "../load/source/imports-of.js";
import type { FileParser } from "../load/source/parse-file.js";

/** Every name and string in a file and in the user's files that it imports. */
export function mentionedNames(file: TS.SourceFile, parser: FileParser): ReadonlySet<string> {
  const names = new Set<string>();
  collect(file);
  for (const { specifier } of importsOf(file)) {
    // Generated files name everything that there is.
    if (specifier.split("/").includes("generated")) continue;
    const imported = parser.imported(file, specifier);
    if (imported !== undefined) collect(imported);
  }
  return names;

  function collect(source: TS.SourceFile): void {
    for (const node of everyNode(source)) if (ts.isIdentifier(node) || ts.isStringLiteral(node)) names.add(node.text);
  }
}
