import type { ts as TS } from "ts-morph";
import type { ImpurePlace, Impurity, ImpurityKind } from "../../../model/impurity.js";
import { ts } from "../compiler.js";
import { locationOfRange } from "../model-text.js";
import type { FileParser } from "../parse-file.js";
import { isAllowedImport } from "./allowed-import.js";
import { type Bindings, bindingsOf, isFunction } from "./bindings.js";
import { functionNamed } from "./function-named.js";
import { importOf } from "./import-of.js";
import { impureGlobal } from "./impure-global.js";
import { isHandedOn, isReference, isUpcaster, runsByItself } from "./run-code.js";
import { upcasterChanges } from "./upcaster-changes.js";

/** Code that runs: in which file, and as what. */
interface Run {
  readonly file: TS.SourceFile;
  /** Of the file. Few files hold a name that makes it worth while to look for them. */
  readonly bindings: () => Bindings;
  readonly place: ImpurePlace;
  /** Looks into a part of it. */
  readonly visit: (node: TS.Node) => void;
}

/**
 * All by which models do more than say what there is, as far as the syntax shows it: in the model files, in the
 * project's files that they import, and in the functions that they hand on (upcasters, defaults, refinements).
 *
 * A function that nothing of this runs is not looked into. Packages are not looked into.
 */
export function findImpurities(
  folder: string,
  models: readonly TS.SourceFile[],
  parser: FileParser,
): readonly Impurity[] {
  const found: Impurity[] = [];
  const bindings = new Map<TS.SourceFile, Bindings>();
  const functions = new Map<TS.SourceFile, Map<string, ReturnType<typeof functionNamed>>>();
  const seen = {
    file: new Set<TS.Node>(),
    function: new Set<TS.Node>(),
    upcaster: new Set<TS.Node>(),
    changes: new Set<TS.Node>(),
  };
  for (const model of models) visitFile(model);
  return found;

  function visitFile(file: TS.SourceFile): void {
    if (seen.file.has(file)) return;
    seen.file.add(file);
    const run = runOf(file, "file");
    for (const statement of file.statements) visit(statement, run);
  }

  function bindingsIn(file: TS.SourceFile): Bindings {
    const known = bindings.get(file) ?? bindingsOf(file);
    bindings.set(file, known);
    return known;
  }

  function visit(node: TS.Node, run: Run): void {
    // Most of a model's nodes, and quickly told.
    if (PLAIN.has(node.kind)) {
      ts.forEachChild(node, run.visit);
      return;
    }
    if (ts.isIdentifier(node)) {
      if (isReference(node)) visitReference(node, run);
      return;
    }
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    const imported = importOf(node);
    if (imported !== undefined) visitImport(imported.specifier, imported.node, run);
    if (isFunction(node) && run.place === "file") {
      if (runsByItself(node)) visitFunction(node, run.file, isUpcaster(node), run);
      return;
    }
    if (ts.isPropertyDeclaration(node) && run.place === "file" && !isStatic(node)) return;
    if (isWait(node) && run.place === "file") note("await", node, run);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
      note("environment", node.parent, run);
    ts.forEachChild(node, run.visit);
  }

  function runOf(file: TS.SourceFile, place: ImpurePlace): Run {
    const run: Run = { file, bindings: () => bindingsIn(file), place, visit: (node) => visit(node, run) };
    return run;
  }

  function visitImport(specifier: string | undefined, node: TS.Node, run: Run): void {
    if (specifier === undefined || !isAllowedImport(specifier)) {
      note("import", node, run, specifier ?? node.getText());
      return;
    }
    const target = parser.imported(run.file, specifier);
    if (target !== undefined) visitFile(target);
  }

  function visitReference(node: TS.Identifier, run: Run): void {
    const use = impureGlobal(node);
    if (use !== undefined && run.bindings().scopeOf(node) === undefined) note(use.kind, use.node, run);
    if (!isHandedOn(node) && !(ts.isPropertyAccessExpression(node.parent) && isHandedOn(node.parent))) return;
    const target = functionBehind(node, run.file);
    if (target === undefined) return;
    visitFunction(target.node, target.file, isUpcaster(node), run);
  }

  /** Each name once: a file of schemas may be handed on a thousand times. */
  function functionBehind(node: TS.Identifier, file: TS.SourceFile): ReturnType<typeof functionNamed> {
    const { parent } = node;
    const key = `${node.text}.${ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : ""}`;
    const known = functions.get(file) ?? new Map<string, ReturnType<typeof functionNamed>>();
    functions.set(file, known);
    if (!known.has(key)) known.set(key, functionNamed(file, node, parser));
    return known.get(key);
  }

  /** @param by what runs the function, or hands it on */
  function visitFunction(node: TS.FunctionLikeDeclaration, file: TS.SourceFile, upcasts: boolean, by: Run): void {
    const place = upcasts || by.place === "upcaster" ? "upcaster" : "function";
    const run = runOf(file, place);
    if (upcasts && !seen.changes.has(node)) {
      seen.changes.add(node);
      for (const change of upcasterChanges(node, run.bindings)) note("change", change, run);
    }
    if (seen[place].has(node)) return;
    seen[place].add(node);
    ts.forEachChild(node, run.visit);
  }

  function note(kind: ImpurityKind, node: TS.Node, { file, place }: Run, what = node.getText()): void {
    const start = node.getStart();
    const location = locationOfRange(folder, file, start, node.getEnd());
    found.push({ kind, what: what.split(/\s+/).join(" "), place, location });
  }
}

/** What does nothing by itself, whatever its parts do. */
const PLAIN: ReadonlySet<TS.SyntaxKind> = new Set([
  ts.SyntaxKind.ArrayLiteralExpression,
  ts.SyntaxKind.FalseKeyword,
  ts.SyntaxKind.NumericLiteral,
  ts.SyntaxKind.ObjectLiteralExpression,
  ts.SyntaxKind.PropertyAccessExpression,
  ts.SyntaxKind.PropertyAssignment,
  ts.SyntaxKind.StringLiteral,
  ts.SyntaxKind.TrueKeyword,
]);

function isStatic(node: TS.PropertyDeclaration): boolean {
  return node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) ?? false;
}

/** `await`, `for await`. */
function isWait(node: TS.Node): boolean {
  return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
}
