import type { ItemLines } from "../edit/append-to-list.js";
import type { TextStyle } from "../edit/text-style.js";
import type { Gap } from "./find-gaps.js";
import type { WantedHandler } from "./wanted-handlers.js";

/** What a stub throws, and where it comes from. */
export const STUB_ERROR = { module: "@factum/core", name: "NotImplementedError" } as const;

/** The entries that close a gap, as lines. */
export function stubLines(
  gap: Gap,
  error: string,
  style: Pick<TextStyle, "quote" | "semicolon">,
): readonly ItemLines[] {
  const { quote, semicolon } = style;
  const { part, table, lacks } = gap;
  const stubs = (handlers: readonly WantedHandler[]) =>
    handlers.map(({ name }) => [
      `${name}: () => {`,
      `  throw new ${error}(${quote}${part.title}.${name}${quote})${semicolon}`,
      "}",
    ]);
  if (lacks === undefined) return stubs(gap.handlers);
  if (table !== undefined) return [property(table.property, stubs(gap.handlers))];
  const inGap = new Set(gap.handlers);
  const tables = part.tables.map((each) =>
    property(each.property, stubs(each.handlers.filter((handler) => inGap.has(handler)))),
  );
  return [property(part.property ?? "", [...stubs(part.single), ...tables])];
}

function property(name: string, items: readonly ItemLines[]): ItemLines {
  if (items.length === 0) return [`${name}: {}`];
  const nested = items.flatMap((item) => [...item.slice(0, -1), `${item.at(-1) ?? ""},`]).map((line) => `  ${line}`);
  return [`${name}: {`, ...nested, "}"];
}
