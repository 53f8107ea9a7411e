import { type Doc, group, hardline, ifBreak, indent, join, line, softline } from "./doc.js";

/** `(a, b)`, or one item a line with a comma after the last. */
export function parenthesized(items: readonly Doc[]): Doc {
  if (items.length === 0) return "()";
  return group(["(", indent([softline, join([",", line], items)]), ifBreak(","), softline, ")"]);
}

/** `{ a, b }`, or one item a line with a comma after the last. */
export function braced(items: readonly Doc[]): Doc {
  if (items.length === 0) return "{}";
  return group(["{", indent([line, join([",", line], items)]), ifBreak(","), line, "}"]);
}

/** {@link braced}, always one item a line. */
export function bracedLines(items: readonly Doc[]): Doc {
  if (items.length === 0) return "{}";
  return ["{", indent([hardline, join([",", hardline], items)]), ",", hardline, "}"];
}

/** `[a, b]`, or one item a line with a comma after the last. */
export function bracketed(items: readonly Doc[]): Doc {
  if (items.length === 0) return "[]";
  return group(["[", indent([softline, join([",", line], items)]), ifBreak(","), softline, "]"]);
}

/** {@link bracketed} of objects: with two or more, one a line always, as a formatter has it. */
export function bracketedObjects(items: readonly Doc[]): Doc {
  if (items.length < 2) return bracketed(items);
  return ["[", indent([hardline, join([",", hardline], items)]), ",", hardline, "]"];
}

/** `name: value`, with the value on a line of its own if it does not fit. */
export function property(name: string, value: Doc): Doc {
  return group([`${name}:`, indent([line, value])]);
}

/** `<A, B>`, or one argument a line. */
export function typeArguments(items: readonly Doc[]): Doc {
  return group(["<", indent([softline, join([",", line], items)]), softline, ">"]);
}

/** `A | B` behind `export type X =`, or one member a line, each with its bar. */
export function unionAlias(name: string, members: readonly Doc[]): Doc {
  const [only] = members;
  if (members.length === 0) return `export type ${name} = never;`;
  if (members.length === 1 && only !== undefined) return ["export type ", name, " = ", only, ";"];
  return group(["export type ", name, " =", indent([line, ifBreak("| "), join([line, "| "], members)]), ";"]);
}

/** Lines, each on its own, below one another. */
export function lines(items: readonly Doc[]): Doc {
  return join(hardline, items);
}

/** Things with a blank line between them. */
export function paragraphs(items: readonly Doc[]): Doc {
  return join([hardline, hardline], items);
}

/** `head {`, statements or members, `}`. */
export function block(head: Doc, members: readonly Doc[]): Doc {
  if (members.length === 0) return [head, " {}"];
  return [head, " {", indent([hardline, lines(members)]), hardline, "}"];
}
