import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import { everyNode } from "../load/source/every-node.js";
import { importsOf, type WrittenImport } from "../load/source/imports-of.js";
import { appendToImport } from "./append-to-import.js";
import { importStatement } from "./import-statement.js";
import type { Insertion } from "./insertion.js";
import type { UserFile } from "./user-file.js";

/** A name that code about to be inserted needs, and where it comes from. */
export interface NeededImport {
  readonly module: string;
  readonly name: string;
  readonly kind?: "default";
}

export interface ImportedNames {
  /** What the name is called in the file. */
  local(needed: NeededImport): string;
  readonly insertions: readonly Insertion[];
}

/**
 * Sees to it that names are imported: as they are already, else by a longer list of names, else by a statement of its own.
 *
 * A name that means something else in the file already is imported under another.
 */
export function importNames(file: UserFile, needed: readonly NeededImport[]): ImportedNames {
  const locals = new Map<NeededImport, string>();
  const missing = new Map<string, NeededImport[]>();
  for (const each of needed) {
    const known = localName(file.source, each);
    locals.set(each, known ?? freeName(file, each.name));
    if (known === undefined) missing.set(each.module, [...(missing.get(each.module) ?? []), each]);
  }
  const insertions = [...missing].flatMap(([module, names]) => {
    const specifiers = names.flatMap((each) => (each.kind === "default" ? [] : [specifierOf(each, locals)]));
    const defaultName = names.find((each) => each.kind === "default");
    const list = defaultName === undefined ? namedImports(file.source, module) : undefined;
    if (list !== undefined) return appendToImport(file, list, specifiers);
    const local = defaultName === undefined ? undefined : locals.get(defaultName);
    return [newStatement(file, importStatement({ module, defaultName: local, specifiers }, file.style), module)];
  });
  return { local: (each) => locals.get(each) ?? each.name, insertions };
}

function specifierOf(needed: NeededImport, locals: ReadonlyMap<NeededImport, string>): string {
  const local = locals.get(needed);
  return local === needed.name ? needed.name : `${needed.name} as ${local}`;
}

function localName(file: TS.SourceFile, { module, name, kind }: NeededImport): string | undefined {
  for (const { clause } of valueImports(file, module)) {
    if (kind === "default") {
      if (clause?.name !== undefined) return clause.name.text;
      continue;
    }
    const bindings = clause?.namedBindings;
    if (bindings === undefined) continue;
    if (ts.isNamespaceImport(bindings)) return `${bindings.name.text}.${name}`;
    const found = bindings.elements.find((each) => (each.propertyName ?? each.name).text === name && !each.isTypeOnly);
    if (found !== undefined) return found.name.text;
  }
  return undefined;
}

/** `{ a, b }` of an import that is there already, to be made longer. */
function namedImports(file: TS.SourceFile, module: string): TS.NamedImports | undefined {
  return valueImports(file, module)
    .map(({ clause }) => clause?.namedBindings)
    .find((bindings) => bindings !== undefined && ts.isNamedImports(bindings));
}

function valueImports(file: TS.SourceFile, module: string): readonly WrittenImport[] {
  return importsOf(file).filter(({ specifier, clause }) => specifier === module && clause?.isTypeOnly !== true);
}

/** The name, unless the file has given it to something else. */
function freeName(file: UserFile, name: string): string {
  const taken = new Set<string>();
  for (const node of everyNode(file.source)) if (ts.isIdentifier(node)) taken.add(node.text);
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}${number}`;
  return free;
}

/** A line above the first import, where packages stand; below the last one if a comment belongs to the first. */
function newStatement({ source, shift, style, text }: UserFile, statement: string, module: string): Insertion {
  const imports = importsOf(source).map(({ declaration }) => declaration);
  const [first, last] = [imports[0], imports.at(-1)];
  if (first === undefined || last === undefined) {
    const shebang = ts.getShebang(source.text) ?? "";
    const lineEnd = /^\r\n|^\n|^\r/.exec(text.slice(shift + shebang.length))?.[0] ?? "";
    const offset = shebang === "" ? shift : shift + shebang.length + lineEnd.length;
    return { offset, text: `${statement}${style.newline}${style.newline}` };
  }
  if (isFirstOnLine(first, source) && !hasCommentAbove(first, source) && !module.startsWith(".")) {
    return { offset: first.getStart() + shift, text: `${statement}${style.newline}` };
  }
  const end = last.end + shift;
  const comment = /^[ \t]*\/\/[^\n\r]*/.exec(text.slice(end))?.[0] ?? "";
  return { offset: end + comment.length, text: `${style.newline}${statement}` };
}

function hasCommentAbove(node: TS.Node, { text }: TS.SourceFile): boolean {
  return (ts.getLeadingCommentRanges(text, node.pos) ?? []).length > 0;
}

function isFirstOnLine(node: TS.Node, { text }: TS.SourceFile): boolean {
  const start = node.getStart();
  return start === 0 || /[\n\r\u2028\u2029]/.test(text.charAt(start - 1));
}
