import { readdirSync } from "node:fs";
import path from "node:path";
import type { ts as TS } from "ts-morph";
import type { Location } from "../../model/model-source.js";
import type { Sought } from "../../model/project.js";
import { ts } from "./compiler.js";
import { exportedNames } from "./exported-names.js";
import { locationOfRange } from "./model-text.js";
import type { FileParser } from "./parse-file.js";
import { importOf } from "./purity/import-of.js";

/**
 * Where a failure stands whose error names no line: an import of what is not there, a pattern that is none, or a thrown
 * value that is no error.
 *
 * Looked for in the model and in the project's files that it imports; undefined where the text leaves it open.
 */
export function findFailure(
  folder: string,
  model: TS.SourceFile,
  parser: FileParser,
  message: string,
): FoundFailure | undefined {
  const isCulprit = culpritOf(message);
  if (isCulprit === undefined) return undefined;
  const found: FoundFailure[] = [];
  for (const file of withImports(model, parser)) visit(file, file);
  // Two that may be meant are none.
  return found.length === 1 ? found[0] : undefined;

  function visit(node: TS.Node, file: TS.SourceFile): void {
    if (isCulprit?.(node) === true) {
      const sought = soughtBy(node, file, parser);
      const at = locationOfRange(folder, file, node.getStart(), node.getEnd());
      found.push({ at, ...(sought === undefined ? {} : { sought }) });
    } else ts.forEachChild(node, (child) => visit(child, file));
  }
}

export interface FoundFailure {
  readonly at: Location;
  readonly sought?: Sought;
}

/** What an import looks for, and what there is: files of the folder, or exports of the file. */
function soughtBy(node: TS.Node, file: TS.SourceFile, parser: FileParser): Sought | undefined {
  if (ts.isStringLiteralLike(node)) return node.text.startsWith(".") ? soughtFile(node.text, file) : undefined;
  if (!ts.isImportSpecifier(node)) return undefined;
  const { moduleSpecifier } = node.parent.parent.parent;
  const target = ts.isStringLiteral(moduleSpecifier) ? parser.imported(file, moduleSpecifier.text) : undefined;
  if (target === undefined) return undefined;
  const known = exportedNames(target, parser);
  return { name: (node.propertyName ?? node.name).text, known };
}

function soughtFile(specifier: string, file: TS.SourceFile): Sought | undefined {
  const folder = path.resolve(path.dirname(file.fileName), path.posix.dirname(specifier));
  try {
    const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && name !== path.basename(file.fileName));
    const known = files.map((name) => `${path.posix.dirname(specifier)}/${name.replace(/\.ts$/, ".js")}`).sort();
    return { name: specifier, known };
  } catch {
    // The folder is not there either.
    return undefined;
  }
}

type Culprit = (node: TS.Node) => boolean;

function culpritOf(message: string): Culprit | undefined {
  const [, missing] = /Cannot find (?:module|package) '([^']+)'/.exec(message) ?? [];
  if (missing !== undefined) return (node) => isImportOf(node, missing);
  const [, name] = /does not provide an export named '([^']+)'/.exec(message) ?? [];
  if (name !== undefined) return (node) => isNamed(node, name);
  const [, pattern] = /Invalid regular expression: (\/.*\/[a-z]*): /.exec(message) ?? [];
  if (pattern !== undefined) return (node) => ts.isRegularExpressionLiteral(node) && node.text === pattern;
  if (!message.startsWith("It threw ")) return undefined;
  return (node) => ts.isThrowStatement(node) || isRejection(node);
}

/** The message has a package's name, or the path of a file from the project's folder. */
function isImportOf(node: TS.Node, missing: string): boolean {
  const specifier = ts.isStringLiteralLike(node) && importOf(node.parent)?.node === node ? node.text : undefined;
  if (specifier === undefined) return false;
  return specifier === missing || missing.endsWith(specifier.replace(/^(\.{1,2}\/)+/, "/"));
}

function isNamed(node: TS.Node, name: string): boolean {
  if (ts.isImportSpecifier(node)) return (node.propertyName ?? node.name).text === name;
  return name === "default" && ts.isImportClause(node) && node.name !== undefined;
}

function isRejection(node: TS.Node): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === "Promise.reject";
}

function withImports(model: TS.SourceFile, parser: FileParser): ReadonlySet<TS.SourceFile> {
  const files = new Set([model]);
  // Grows while it is walked.
  for (const file of files) {
    for (const statement of file.statements) {
      const specifier = importOf(statement)?.specifier;
      const target = specifier === undefined ? undefined : parser.imported(file, specifier);
      if (target !== undefined) files.add(target);
    }
  }
  return files;
}
