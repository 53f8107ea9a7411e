import type { TextStyle } from "./text-style.js";

/** Longer lines are broken, as generated code is. */
export const MAX_LINE = 120;

/** An import to be written. */
export interface ImportParts {
  readonly module: string;
  readonly defaultName?: string | undefined;
  /** `name`, or `name as other`. */
  readonly specifiers: readonly string[];
}

/** An import as a formatter has it, without the end of its line: on one line if it fits, else a line for each name. */
export function importStatement({ module, defaultName, specifiers }: ImportParts, style: TextStyle): string {
  const from = `from ${style.quote}${module}${style.quote}${style.semicolon}`;
  const before = defaultName === undefined ? [] : [defaultName];
  if (specifiers.length === 0) return `import ${before.join("")} ${from}`;
  const line = `import ${[...before, `{ ${specifiers.join(", ")} }`].join(", ")} ${from}`;
  // A single name is left on its line, however long that gets.
  if (line.length <= MAX_LINE || (specifiers.length === 1 && defaultName === undefined)) return line;
  const names = specifiers.map((specifier) => `${style.unit}${specifier},${style.newline}`);
  return `import ${[...before, `{${style.newline}${names.join("")}}`].join(", ")} ${from}`;
}
