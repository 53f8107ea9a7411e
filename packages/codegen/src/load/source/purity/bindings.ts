import type { ts as TS } from "ts-morph";
import { ts } from "../compiler.js";

/** A name that a file declares, and the part of the file in which it means that declaration. */
interface Binding {
  readonly name: string;
  readonly scope: TS.Node;
}

/** The names that a file declares at run time; types and ambient declarations have none. */
export interface Bindings {
  /** The innermost scope around the reference that declares its name; undefined for a global. */
  scopeOf(reference: TS.Identifier): TS.Node | undefined;
}

export function bindingsOf(file: TS.SourceFile): Bindings {
  const bindings = new Map<string, Binding[]>();
  collect(file, file, file);
  return { scopeOf };

  /** @param block the innermost scope of `let`; @param whole that of `var` */
  function collect(node: TS.Node, block: TS.Node, whole: TS.Node): void {
    if (ts.isTypeNode(node) || isAmbient(node)) return;
    if (isNamedDeclaration(node)) declare(node.name, ts.isVariableDeclaration(node) && isVar(node) ? whole : block);
    const inner = isFunction(node) ? node : whole;
    const scope = isFunction(node) || isBlock(node) ? node : block;
    // A parameter's scope is its function; the function's own name is known around it, and in it.
    ts.forEachChild(node, (child) => collect(child, scope, inner));
  }

  function declare(name: TS.BindingName | undefined, scope: TS.Node): void {
    if (name === undefined || !ts.isIdentifier(name)) return;
    const others = bindings.get(name.text) ?? [];
    bindings.set(name.text, [...others, { name: name.text, scope }]);
  }

  function scopeOf(reference: TS.Identifier): TS.Node | undefined {
    const around = (bindings.get(reference.text) ?? []).filter(({ scope }) => contains(scope, reference));
    return around.sort((a, b) => a.scope.end - a.scope.pos - (b.scope.end - b.scope.pos))[0]?.scope;
  }
}

/** Whether a node stands within another, or is it. */
export function contains(outer: TS.Node, inner: TS.Node): boolean {
  return outer.pos <= inner.pos && inner.end <= outer.end;
}

type Named = TS.Node & { readonly name?: TS.BindingName };

function isNamedDeclaration(node: TS.Node): node is Named {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isClassExpression(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isImportClause(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node)
  );
}

function isVar(node: TS.VariableDeclaration): boolean {
  return ts.isVariableDeclarationList(node.parent) && (node.parent.flags & ts.NodeFlags.BlockScoped) === 0;
}

function isAmbient(node: TS.Node): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

export function isFunction(node: TS.Node): node is TS.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && !ts.isTypeNode(node);
}

function isBlock(node: TS.Node): boolean {
  return (
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isModuleBlock(node)
  );
}
