import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";

/** What the names of a file's top level stand for. */
export interface Declarations {
  /** Constants, by name, with what they are initialized with. */
  readonly constants: ReadonlyMap<string, TS.Expression>;
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** The expression of `export default …`. */
  readonly exportedByDefault: TS.Expression | undefined;
}

export interface ImportedName {
  readonly specifier: string;
  /** The name that the other file exports; `default` for its default, `*` for all of it. */
  readonly name: string;
}

const known = new WeakMap<TS.SourceFile, Declarations>();

/** The names that a file declares and imports; of each file they are looked for once. */
export function declarationsOf(file: TS.SourceFile): Declarations {
  const found = known.get(file) ?? findDeclarations(file);
  known.set(file, found);
  return found;
}

function findDeclarations(file: TS.SourceFile): Declarations {
  const constants = new Map<string, TS.Expression>();
  const imports = new Map<string, ImportedName>();
  let exportedByDefault: TS.Expression | undefined;
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) addConstants(statement, constants);
    else if (ts.isImportDeclaration(statement)) addImports(statement, imports);
    else if (ts.isExportAssignment(statement) && statement.isExportEquals !== true) {
      exportedByDefault ??= statement.expression;
    }
  }
  return { constants, imports, exportedByDefault };
}

function addConstants(statement: TS.VariableStatement, constants: Map<string, TS.Expression>): void {
  for (const { name, initializer } of statement.declarationList.declarations) {
    if (ts.isIdentifier(name) && initializer !== undefined) constants.set(name.text, initializer);
  }
}

function addImports(statement: TS.ImportDeclaration, imports: Map<string, ImportedName>): void {
  if (!ts.isStringLiteral(statement.moduleSpecifier)) return;
  const specifier = statement.moduleSpecifier.text;
  const clause = statement.importClause;
  if (clause?.name !== undefined) imports.set(clause.name.text, { specifier, name: "default" });
  const bindings = clause?.namedBindings;
  if (bindings === undefined) return;
  if (ts.isNamespaceImport(bindings)) {
    imports.set(bindings.name.text, { specifier, name: "*" });
    return;
  }
  for (const { name, propertyName } of bindings.elements) {
    imports.set(name.text, { specifier, name: (propertyName ?? name).text });
  }
}
