import type { Insertion } from "./insertion.js";
import type { TextStyle } from "./text-style.js";

/** A list between braces or brackets, as it stands in a text: an object literal, the names of an import. Offsets in the text. */
export interface ListSpan {
  /** Of the opening brace. */
  readonly open: number;
  /** Of the closing brace. */
  readonly close: number;
  /** Where the last item ends; undefined in an empty list. */
  readonly lastEnd: number | undefined;
  /** Where the comma behind the last item ends, if there is one. */
  readonly commaEnd: number | undefined;
  /** Behind the line end of the comment that ends with its line, if such a one stands last. */
  readonly lineCommentEnd: number | undefined;
}

/** An item as lines, indented by two spaces a level; a list on one line gets them joined by spaces. */
export type ItemLines = readonly string[];

/**
 * What to insert for items to stand at the end of a list, behind its last comment.
 *
 * A list whose closing brace begins a line gets a line (or more) for each item, and so does an empty one; a list on one line
 * stays on one. There is a comma at the end afterwards if there was one before.
 */
export function appendToList(
  text: string,
  list: ListSpan,
  items: readonly ItemLines[],
  style: TextStyle,
): readonly Insertion[] {
  if (items.length === 0) return [];
  const comma = missingComma(list);
  const closingIndent = indentBeforeBrace(text, list.close);
  if (closingIndent !== undefined) return [...comma, ownLines(text, list, items, style, closingIndent)];
  return [...comma, list.lastEnd === undefined ? unfolded(text, list, items, style) : sameLine(text, list, items)];
}

function missingComma({ lastEnd, commaEnd }: ListSpan): readonly Insertion[] {
  return lastEnd === undefined || commaEnd !== undefined ? [] : [{ offset: lastEnd, text: "," }];
}

/** Before the line of the closing brace. */
function ownLines(
  text: string,
  list: ListSpan,
  items: readonly ItemLines[],
  style: TextStyle,
  closingIndent: string,
): Insertion {
  const indent = indentOfItems(text, list) ?? closingIndent + style.unit;
  const end = hasCommaAtEnd(list) ? "," : "";
  const lines = joined(items, indent, style);
  return { offset: list.close - closingIndent.length, text: `${indent}${lines}${end}${style.newline}` };
}

/** An empty list on one line, with a comment perhaps, becomes one of many lines. */
function unfolded(text: string, list: ListSpan, items: readonly ItemLines[], style: TextStyle): Insertion {
  const offset = endOfContent(text, list);
  const outer = /^[ \t]*/.exec(text.slice(lineStart(text, list.open)))?.[0] ?? "";
  const indent = outer + style.unit;
  // What stands before the brace already is a part of its indentation.
  const kept = text.slice(offset, list.close);
  const closing = kept !== "" && outer.endsWith(kept) ? outer.slice(0, -kept.length) : outer;
  const lines = joined(items, indent, style);
  return { offset, text: `${style.newline}${indent}${lines},${style.newline}${closing}` };
}

/** What stands between the offset and the brace stays there, so that the spaces inside of it are kept as they are. */
function sameLine(text: string, list: ListSpan, items: readonly ItemLines[]): Insertion {
  const end = list.commaEnd === undefined ? "" : ",";
  const lines = items.map((item) => item.map((line) => line.trim()).join(" ")).join(", ");
  return { offset: endOfContent(text, list), text: ` ${lines}${end}` };
}

/** Behind the last item and the comments behind it, before the spaces before the brace. */
function endOfContent(text: string, { open, close, lineCommentEnd }: ListSpan): number {
  const content = text.slice(open + 1, close).trimEnd();
  return Math.max(open + 1 + content.length, lineCommentEnd ?? 0);
}

function joined(items: readonly ItemLines[], indent: string, style: TextStyle): string {
  return items
    .map((item) => item.map((line) => line.replace(/^(?: {2})+/, (levels) => style.unit.repeat(levels.length / 2))))
    .map((item) => item.join(`${style.newline}${indent}`))
    .join(`,${style.newline}${indent}`);
}

function hasCommaAtEnd({ lastEnd, commaEnd }: ListSpan): boolean {
  return lastEnd === undefined || commaEnd !== undefined;
}

/** The indentation of the brace, if nothing else stands before it on its line. */
function indentBeforeBrace(text: string, close: number): string | undefined {
  const start = lineStart(text, close);
  if (start === 0) return undefined;
  const before = text.slice(start, close);
  return /^[ \t]*$/.test(before) ? before : undefined;
}

/** The indentation of the first line behind the opening brace that has a text. */
function indentOfItems(text: string, { open, close }: ListSpan): string | undefined {
  const [, indent] = /[\r\n]([ \t]*)[^\s]/.exec(text.slice(open + 1, close)) ?? [];
  return indent;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}
