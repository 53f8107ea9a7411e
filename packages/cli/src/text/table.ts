/** Rows as lines of aligned columns, two spaces apart, without spaces at the end. Numbers stand to the right. */
export function table(rows: readonly (readonly (string | number)[])[], indent = ""): string {
  const texts = rows.map((row) => row.map(String));
  const widths: number[] = [];
  for (const row of texts)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  return texts
    .map((row, line) => {
      const cells = row.map((cell, index) => {
        const width = widths[index] ?? 0;
        return typeof rows[line]?.[index] === "number" ? cell.padStart(width) : cell.padEnd(width);
      });
      return `${indent}${cells.join("  ")}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join("");
}
