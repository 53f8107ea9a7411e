/**
 * Texts in the order in which the repository's formatter sorts names and paths of imports: numbers by value, letters as in
 * A, a, B, b.
 */
export function inNaturalOrder(texts: Iterable<string>): readonly string[] {
  return naturallyBy(texts, (text) => text);
}

/** Items in the natural order of their texts; those of equal texts as they come. */
export function naturallyBy<Item>(items: Iterable<Item>, textOf: (item: Item) => string): readonly Item[] {
  return Array.from(items, (item) => ({ item, parts: textOf(item).match(/\d+|\D/g) ?? [] }))
    .sort((a, b) => compareLists(a.parts, b.parts))
    .map(({ item }) => item);
}

function compareLists(left: readonly string[], right: readonly string[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareParts(left[index] ?? "", right[index] ?? "");
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareParts(a: string, b: string): number {
  if (a === b) return 0;
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

function isNumber(part: string): boolean {
  return /^\d/.test(part);
}

/** By code unit, so not by the locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
