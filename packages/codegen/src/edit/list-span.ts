import type { ts as TS } from "ts-morph";
import { ts } from "../load/source/compiler.js";
import type { ListSpan } from "./append-to-list.js";

/** Where a literal, or the names of an import, stand in the text of their file; `shift` is added to every offset. */
export function listSpanOf(list: TS.ObjectLiteralExpression | TS.NamedImports, shift: number): ListSpan {
  const items: TS.NodeArray<TS.Node> = ts.isNamedImports(list) ? list.elements : list.properties;
  const open = list.getStart();
  const close = list.end - 1;
  const lastEnd = items.at(-1)?.end;
  const commaEnd = items.hasTrailingComma === true ? items.end : undefined;
  const lineCommentEnd = endOfLineComment(list.getSourceFile().text, commaEnd ?? lastEnd ?? open + 1, close);
  const shifted = (offset: number | undefined) => (offset === undefined ? undefined : offset + shift);
  return {
    open: open + shift,
    close: close + shift,
    lastEnd: shifted(lastEnd),
    commaEnd: shifted(commaEnd),
    lineCommentEnd: shifted(lineCommentEnd),
  };
}

/** Behind the line end of the last comment between two offsets with only comments between them; undefined if it is no `//`. */
function endOfLineComment(text: string, from: number, to: number): number | undefined {
  const comments = [...text.slice(from, to).matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n\r\u2028\u2029]*[\n\r\u2028\u2029]?/g)];
  const last = comments.at(-1);
  if (last === undefined || last[0].startsWith("/*")) return undefined;
  return from + last.index + last[0].length;
}
