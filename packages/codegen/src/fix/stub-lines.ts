import type { ItemLines } from "../edit/append-to-list.js";
import type { TextStyle } from "../edit/text-style.js";
import type { Gap } from "./find-gaps.js";

/** What a stub throws, and where it comes from. */
export const STUB_ERROR = { module: "@factum/core", name: "NotImplementedError" } as const;

/** The entries that close a gap, as lines. */
export function stubLines(
  gap: Gap,
  error: string,
  style: Pick<TextStyle, "quote" | "semicolon">,
): readonly ItemLines[] {
  const { quote, semicolon } = style;
  const stubs = gap.handlers.map(({ name }) => [
    `${name}: () => {`,
    `  throw new ${error}(${quote}${gap.wanted.model}.${name}${quote})${semicolon}`,
    "}",
  ]);
  if (!gap.withTable || gap.table === undefined) return stubs;
  if (stubs.length === 0) return [[`${gap.table.property}: {}`]];
  const nested = stubs.flatMap((stub) => [...stub.slice(0, -1), `${stub.at(-1) ?? ""},`]).map((line) => `  ${line}`);
  return [[`${gap.table.property}: {`, ...nested, "}"]];
}
