import type { ts as TS } from "ts-morph";
import { appendToList } from "./append-to-list.js";
import { MAX_LINE } from "./import-statement.js";
import type { Insertion } from "./insertion.js";
import { listSpanOf } from "./list-span.js";
import type { UserFile } from "./user-file.js";

/** What to insert for names to stand at the end of those of an import, which gets a line for each if one would be too long. */
export function appendToImport(
  file: UserFile,
  list: TS.NamedImports,
  specifiers: readonly string[],
): readonly Insertion[] {
  const items = specifiers.map((specifier) => [specifier]);
  return broken(file, list, specifiers) ?? appendToList(file.text, listSpanOf(list, file.shift), items, file.style);
}

/**
 * A line for each name, by insertions alone: the spaces that are there become a part of the indentation. Undefined if the names
 * fit the line, or if they are not written as a formatter writes them on one.
 */
function broken(
  { text, shift, style }: UserFile,
  list: TS.NamedImports,
  specifiers: readonly string[],
): readonly Insertion[] | undefined {
  const { open, close, lastEnd, commaEnd } = listSpanOf(list, shift);
  const line = lineAround(text, open, close);
  if (lastEnd === undefined || line === undefined || !line.startsWith("import ") || style.unit.startsWith("\t")) return;
  if (line.length > MAX_LINE || line.length + `, ${specifiers.join(", ")}`.length <= MAX_LINE) return;

  const insertions: Insertion[] = [];
  let from = open + 1;
  for (const element of list.elements) {
    const gap = text.slice(from, element.getStart() + shift);
    const comma = from === open + 1 ? "" : ",";
    if (gap !== comma && gap !== `${comma} `) return;
    insertions.push({ offset: from + comma.length, text: lineEnd(gap.length - comma.length) });
    from = element.end + shift;
  }
  const end = commaEnd ?? lastEnd;
  if (!/^ ?$/.test(text.slice(end, close))) return;
  const names = specifiers.join(`,${style.newline}${style.unit}`);
  return [
    ...insertions,
    { offset: end, text: `${commaEnd === undefined ? "," : ""}${lineEnd(close - end)}` },
    { offset: close, text: `${names},${style.newline}` },
  ];

  /** And an indentation, of which so many spaces are there already. */
  function lineEnd(spaces: number): string {
    return style.newline + style.unit.slice(spaces);
  }
}

/** The line on which both offsets are; undefined if they are on two. */
function lineAround(text: string, from: number, to: number): string | undefined {
  if (/[\n\r]/.test(text.slice(from, to))) return undefined;
  const before = /[^\n\r]*$/.exec(text.slice(0, from))?.[0] ?? "";
  return before + (/^[^\n\r]*/.exec(text.slice(from))?.[0] ?? "");
}
