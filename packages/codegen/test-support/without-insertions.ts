import type { Insertion } from "../src/edit/insertion.js";

/** What is left of a text when what was inserted is taken out again. @throws if it does not stand where it should */
export function withoutInsertions(after: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let [from, moved] = [0, 0];
  for (const { offset, text } of [...insertions].sort((a, b) => a.offset - b.offset)) {
    const start = offset + moved;
    if (after.slice(start, start + text.length) !== text)
      throw new Error(`At ${start} there is no ${JSON.stringify(text)}.`);
    parts.push(after.slice(from, start));
    moved += text.length;
    from = start + text.length;
  }
  return [...parts, after.slice(from)].join("");
}
