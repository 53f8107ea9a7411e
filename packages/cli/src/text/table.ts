import { type Color, paint } from "./paint.js";

/** What stands in a column: a text to the left, a number to the right, or something of its own. */
export type Cell = string | number | PaintedCell;

export interface PaintedCell {
  readonly text: string;
  /** Only where there are colours at all. */
  readonly color?: Color;
  readonly isRight?: boolean;
}

/** Rows as lines of aligned columns, two spaces apart, without spaces at the end. */
export function table(rows: readonly (readonly Cell[])[], indent = "", isColored?: boolean): string {
  const cells = rows.map((row) => row.map(painted));
  const widths: number[] = [];
  for (const row of cells)
    for (const [index, { text }] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, text.length);
  return cells
    .map((row) => {
      const last = row.findLastIndex(({ text }) => text !== "");
      const texts = row
        .slice(0, last + 1)
        .map((cell, index) => padded(cell, widths[index] ?? 0, index === last, isColored));
      return `${indent}${texts.join("  ")}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join("");
}

function painted(cell: Cell): PaintedCell {
  if (typeof cell === "object") return cell;
  return typeof cell === "number" ? { text: String(cell), isRight: true } : { text: cell };
}

/** Colours come last: they take no room. */
function padded({ text, color, isRight }: PaintedCell, width: number, isLast: boolean, isColored?: boolean): string {
  const shown = color === undefined ? text : paint(text, color, isColored);
  const space = " ".repeat(width - text.length);
  if (isRight === true) return `${space}${shown}`;
  return isLast ? shown : `${shown}${space}`;
}
