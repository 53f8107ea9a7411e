import { Node, type SourceFile } from "ts-morph";
import type { FileParser } from "../load/source/parse-file.js";

/** Every name and string in a file and in the user's files that it imports. */
export function mentionedNames(file: SourceFile, parser: FileParser): ReadonlySet<string> {
  const names = new Set<string>();
  collect(file);
  for (const declaration of file.getImportDeclarations()) {
    const specifier = declaration.getModuleSpecifierValue();
    // Generated files name everything that there is.
    if (specifier.split("/").includes("generated")) continue;
    const imported = parser.imported(file, specifier);
    if (imported !== undefined) collect(imported);
  }
  return names;

  function collect(source: SourceFile): void {
    for (const node of source.getDescendants()) {
      if (Node.isIdentifier(node)) names.add(node.getText());
      else if (Node.isStringLiteral(node)) names.add(node.getLiteralText());
    }
  }
}
