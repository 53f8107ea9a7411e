import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";
import type { FileParser } from "./parse-file.js";

/** The names that a file exports, also those that it hands on; `default` is none of them. Sorted. */
export function exportedNames(file: TS.SourceFile, parser: FileParser): readonly string[] {
  const names = new Set<string>();
  const files = new Set([file]);
  // Grows while it is walked.
  for (const each of files) for (const statement of each.statements) collect(statement, each);
  names.delete("default");
  return [...names].sort();

  function collect(statement: TS.Statement, from: TS.SourceFile): void {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, moduleSpecifier } = statement;
      if (exportClause === undefined) {
        const isText = moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier);
        const target = isText ? parser.imported(from, moduleSpecifier.text) : undefined;
        if (target !== undefined) files.add(target);
      } else if (ts.isNamedExports(exportClause)) for (const { name } of exportClause.elements) names.add(name.text);
      else names.add(exportClause.name.text);
    } else if (isExported(statement)) for (const name of namesOf(statement)) names.add(name);
  }
}

/** The names of the variables that a file declares and exports at once. */
export function exportedConstants(file: TS.SourceFile): readonly string[] {
  return file.statements.flatMap((each) => (ts.isVariableStatement(each) && isExported(each) ? namesOf(each) : []));
}

function isExported(statement: TS.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  const kinds = modifiers?.map(({ kind }) => kind) ?? [];
  return kinds.includes(ts.SyntaxKind.ExportKeyword) && !kinds.includes(ts.SyntaxKind.DefaultKeyword);
}

function namesOf(statement: TS.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as { readonly name?: TS.Node };
  return name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
}

/** The names that a declaration binds, those in patterns too. */
export function boundNames(name: TS.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}
