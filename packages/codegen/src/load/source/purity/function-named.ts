import type { ts as TS } from "ts-morph";
import { ts } from "../compiler.js";
import type { FileParser } from "../parse-file.js";
import { isFunction } from "./bindings.js";

interface FoundFunction {
  readonly file: TS.SourceFile;
  readonly node: TS.FunctionLikeDeclaration;
}

/** Longer chains of imports lead in circles, or nowhere. */
const MAX_STEPS = 20;

/** The function of a file's top level, or of a file that it imports, that a reference leads to. */
export function functionNamed(
  file: TS.SourceFile,
  reference: TS.Identifier,
  parser: FileParser,
): FoundFunction | undefined {
  const { parent } = reference;
  const member =
    ts.isPropertyAccessExpression(parent) && parent.expression === reference ? parent.name.text : undefined;
  return member === undefined
    ? named(file, reference.text, parser, 0)
    : named(importedWhole(file, reference.text, parser), member, parser, 0);
}

function named(
  file: TS.SourceFile | undefined,
  name: string,
  parser: FileParser,
  step: number,
): FoundFunction | undefined {
  if (file === undefined || step > MAX_STEPS) return undefined;
  for (const statement of file.statements) {
    const node = declaredBy(statement, name);
    if (node !== undefined) return { file, node };
    const imported = importedBy(statement, name);
    if (imported !== undefined) {
      return named(parser.imported(file, imported.specifier), imported.name, parser, step + 1);
    }
  }
  return undefined;
}

function declaredBy(statement: TS.Statement, name: string): TS.FunctionLikeDeclaration | undefined {
  if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name ? statement : undefined;
  if (!ts.isVariableStatement(statement)) return undefined;
  const { declarations } = statement.declarationList;
  const value = declarations.find((each) => ts.isIdentifier(each.name) && each.name.text === name)?.initializer;
  return value !== undefined && isFunction(value) ? value : undefined;
}

/** The specifier, and the name there, of what a statement imports or exports further as `name`. */
function importedBy(statement: TS.Statement, name: string): { specifier: string; name: string } | undefined {
  const elements = elementsOf(statement);
  const element = elements?.find((each) => each.name.text === name);
  const { moduleSpecifier } = statement as { readonly moduleSpecifier?: TS.Expression };
  if (element === undefined || moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return undefined;
  return { specifier: moduleSpecifier.text, name: (element.propertyName ?? element.name).text };
}

function elementsOf(statement: TS.Statement): readonly (TS.ImportSpecifier | TS.ExportSpecifier)[] | undefined {
  if (ts.isImportDeclaration(statement)) {
    const bindings = statement.importClause?.namedBindings;
    return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  }
  if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return undefined;
  return ts.isNamedExports(statement.exportClause) ? statement.exportClause.elements : undefined;
}

/** The file behind `import * as name`. */
function importedWhole(file: TS.SourceFile, name: string, parser: FileParser): TS.SourceFile | undefined {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamespaceImport(bindings) || bindings.name.text !== name) continue;
    return parser.imported(file, statement.moduleSpecifier.text);
  }
  return undefined;
}
