import type { ts } from "ts-morph";

/** The text of the last JSDoc above a node, without its stars; undefined if there is none. */
export function jsDocOf(node: ts.Node): string | undefined {
  const docs = (node as { jsDoc?: readonly { pos: number; end: number }[] }).jsDoc;
  const last = docs?.at(-1);
  if (last === undefined) return undefined;
  const lines = node
    .getSourceFile()
    .text.slice(last.pos, last.end)
    .replace(/^\/\*\*/, "")
    .replace(/\*\/$/, "")
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const text = lines.join("\n").trim();
  return text === "" ? undefined : text;
}
