import type { SpecMatrix } from "./matrix.js";

/** The matrix for other tools. Format 1: fields may come, none goes or changes its meaning. */
export function matrixJson(matrix: SpecMatrix): string {
  return `${JSON.stringify({ format: 1, ...matrix }, null, 2)}\n`;
}
