import { type Expression, Node, type SourceFile } from "ts-morph";
import type { FileParser } from "./parse-file.js";

/** More steps than any readable model takes; ends what goes in circles. */
const MAX_STEPS = 20;

/**
 * The expression behind names: constants of the file or of an imported one, `as const`, parentheses, `shared.events`.
 *
 * What is not simple stays as it is: then positions are those of the name, not of what it stands for.
 */
export function resolveExpression(expression: Expression, parser: FileParser): Expression {
  let current = expression;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = stepInto(current, parser);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

function stepInto(expression: Expression, parser: FileParser): Expression | undefined {
  if (Node.isParenthesizedExpression(expression)) return expression.getExpression();
  if (Node.isAsExpression(expression) || Node.isSatisfiesExpression(expression)) return expression.getExpression();
  if (Node.isIdentifier(expression)) return declared(expression.getSourceFile(), expression.getText(), parser, 0);
  if (Node.isPropertyAccessExpression(expression)) return property(expression, parser);
  return undefined;
}

/** `shared.events`, where `shared` is an object literal, or a file imported as a whole. */
function property(
  access: Expression & { getExpression(): Expression; getName(): string },
  parser: FileParser,
): Expression | undefined {
  const owner = access.getExpression();
  const file = Node.isIdentifier(owner) ? importedAsWhole(owner.getSourceFile(), owner.getText(), parser) : undefined;
  if (file !== undefined) return declared(file, access.getName(), parser, 0);
  const literal = resolveExpression(owner, parser);
  if (!Node.isObjectLiteralExpression(literal)) return undefined;
  const found = literal.getProperty(access.getName());
  return Node.isPropertyAssignment(found) ? found.getInitializer() : undefined;
}

function importedAsWhole(file: SourceFile, name: string, parser: FileParser): SourceFile | undefined {
  const declaration = file.getImportDeclarations().find((each) => each.getNamespaceImport()?.getText() === name);
  return declaration === undefined ? undefined : parser.imported(file, declaration.getModuleSpecifierValue());
}

/** What a name of the file's top level was declared as, there or where it was imported from. */
function declared(file: SourceFile, name: string, parser: FileParser, depth: number): Expression | undefined {
  if (depth > MAX_STEPS) return undefined;
  const local = file.getVariableDeclaration(name)?.getInitializer();
  if (local !== undefined) return local;
  for (const declaration of file.getImportDeclarations()) {
    const specifier = declaration.getModuleSpecifierValue();
    if (declaration.getDefaultImport()?.getText() === name) {
      const target = parser.imported(file, specifier);
      return target === undefined ? undefined : exportedByDefault(target);
    }
    const named = declaration
      .getNamedImports()
      .find((each) => (each.getAliasNode()?.getText() ?? each.getName()) === name);
    if (named === undefined) continue;
    const target = parser.imported(file, specifier);
    return target === undefined ? undefined : declared(target, named.getName(), parser, depth + 1);
  }
  return undefined;
}

/** The expression of `export default …`. */
export function exportedByDefault(file: SourceFile): Expression | undefined {
  return file.getExportAssignment((assignment) => !assignment.isExportEquals())?.getExpression();
}
