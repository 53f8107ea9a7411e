/** Up to so many items all splits are tried: 32 of them. */
const MOST_FOR_ALL = 6;

/**
 * Ways to divide items into batches without changing their order, one by one first: all there are for a few items; for more, also
 * in two at every place.
 */
export function splitsOf<Item>(items: readonly Item[]): readonly (readonly (readonly Item[])[])[] {
  if (items.length < 2) return [];
  const gaps = items.length - 1;
  if (items.length > MOST_FOR_ALL) {
    const halves = Array.from({ length: gaps }, (_, gap) => [items.slice(0, gap + 1), items.slice(gap + 1)]);
    return [items.map((item) => [item]), ...halves];
  }
  // Each bit says whether a batch ends at its gap; with none there is one batch, which is no split.
  return Array.from({ length: 2 ** gaps - 1 }, (_, index) => splitAt(items, 2 ** gaps - 1 - index));
}

function splitAt<Item>(items: readonly Item[], gaps: number): readonly (readonly Item[])[] {
  const batches: Item[][] = [[]];
  for (const [index, item] of items.entries()) {
    batches.at(-1)?.push(item);
    if (index < items.length - 1 && (gaps >> index) % 2 === 1) batches.push([]);
  }
  return batches;
}
