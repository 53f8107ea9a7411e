/**
 * Code before its line breaks are chosen: text, places where a line may end, and groups of places that break together.
 *
 * The algebra is Wadler's, as formatters use it, so that generated code looks as if one had formatted it.
 */
export type Doc = string | readonly Doc[] | Group | Indent | Line | IfBreak;

export interface Group {
  readonly kind: "group";
  readonly content: Doc;
}

export interface Indent {
  readonly kind: "indent";
  readonly content: Doc;
}

/** A place where a line may end: `flat` stands there if it does not; a hard one always ends it. */
export interface Line {
  readonly kind: "line";
  readonly flat: string;
  readonly hard: boolean;
}

/** What stands there if the group around it breaks, and what if it does not. */
export interface IfBreak {
  readonly kind: "if-break";
  readonly broken: Doc;
  readonly flat: Doc;
}

/** Its lines end all or not at all: not, if it fits. */
export function group(content: Doc): Group {
  return { kind: "group", content };
}

export function indent(content: Doc): Indent {
  return { kind: "indent", content };
}

export function ifBreak(broken: Doc, flat: Doc = ""): IfBreak {
  return { kind: "if-break", broken, flat };
}

/** A line end, or a space. */
export const line: Line = { kind: "line", flat: " ", hard: false };

/** A line end, or nothing. */
export const softline: Line = { kind: "line", flat: "", hard: false };

/** A line end, always; the groups around it break. */
export const hardline: Line = { kind: "line", flat: "", hard: true };

export function join(separator: Doc, parts: readonly Doc[]): Doc {
  const joined: Doc[] = [];
  for (const part of parts) {
    if (joined.length > 0) joined.push(separator);
    joined.push(part);
  }
  return joined;
}
