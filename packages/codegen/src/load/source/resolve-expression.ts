import type { ts as TS } from "ts-morph";
import { ts } from "./compiler.js";
import { declarationsOf } from "./declarations.js";
import type { FileParser } from "./parse-file.js";

/** More steps than any readable model takes; ends what goes in circles. */
const MAX_STEPS = 20;

/**
 * The expression behind names: constants of the file or of an imported one, `as const`, parentheses, `shared.events`.
 *
 * What is not simple stays as it is: then positions are those of the name, not of what it stands for.
 */
export function resolveExpression(expression: TS.Expression, parser: FileParser): TS.Expression {
  let current = expression;
  for (let step = 0; step < MAX_STEPS; step++) {
    const next = stepInto(current, parser);
    if (next === undefined) break;
    current = next;
  }
  return current;
}

function stepInto(expression: TS.Expression, parser: FileParser): TS.Expression | undefined {
  if (ts.isParenthesizedExpression(expression)) return expression.expression;
  if (ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression)) return expression.expression;
  if (ts.isIdentifier(expression)) return declared(expression.getSourceFile(), expression.text, parser, 0);
  if (ts.isPropertyAccessExpression(expression)) return property(expression, parser);
  return undefined;
}

/** `shared.events`, where `shared` is an object literal, or a file imported as a whole. */
function property(access: TS.PropertyAccessExpression, parser: FileParser): TS.Expression | undefined {
  const owner = access.expression;
  const name = access.name.text;
  const file = ts.isIdentifier(owner) ? importedAsWhole(owner.getSourceFile(), owner.text, parser) : undefined;
  if (file !== undefined) return declared(file, name, parser, 0);
  const literal = resolveExpression(owner, parser);
  if (!ts.isObjectLiteralExpression(literal)) return undefined;
  const found = literal.properties.find((each) => each.name !== undefined && textOfName(each.name) === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function importedAsWhole(file: TS.SourceFile, name: string, parser: FileParser): TS.SourceFile | undefined {
  const imported = declarationsOf(file).imports.get(name);
  return imported?.name === "*" ? parser.imported(file, imported.specifier) : undefined;
}

/** What a name of the file's top level was declared as, there or where it was imported from. */
function declared(file: TS.SourceFile, name: string, parser: FileParser, depth: number): TS.Expression | undefined {
  if (depth > MAX_STEPS) return undefined;
  const { constants, imports } = declarationsOf(file);
  const local = constants.get(name);
  if (local !== undefined) return local;
  const imported = imports.get(name);
  if (imported === undefined || imported.name === "*") return undefined;
  const target = parser.imported(file, imported.specifier);
  if (target === undefined) return undefined;
  if (imported.name === "default") return declarationsOf(target).exportedByDefault;
  return declared(target, imported.name, parser, depth + 1);
}

/** What a property is called, whether its name is quoted, computed from a text, or plain. */
export function textOfName(name: TS.Node): string {
  if (ts.isStringLiteral(name) || ts.isNoSubstitutionTemplateLiteral(name)) return name.text;
  return ts.isComputedPropertyName(name) ? textOfName(name.expression) : name.getText();
}
