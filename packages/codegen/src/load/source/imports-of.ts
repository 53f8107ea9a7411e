import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";

/** An import as a file writes it. */
export interface WrittenImport {
  readonly declaration: TS.ImportDeclaration;
  readonly specifier: string;
  /** Undefined where nothing is named: `import "./setup.js"`. */
  readonly clause: TS.ImportClause | undefined;
}

/** The import declarations of a file. */
export function importsOf(file: TS.SourceFile): readonly WrittenImport[] {
  return file.statements.flatMap((declaration) => {
    if (!ts.isImportDeclaration(declaration) || !ts.isStringLiteral(declaration.moduleSpecifier)) return [];
    return [{ declaration, specifier: declaration.moduleSpecifier.text, clause: declaration.importClause }];
  });
}
