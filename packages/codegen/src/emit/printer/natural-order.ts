/**
 * The order in which the repository's formatter sorts names and paths of imports: numbers by value, letters as in
 * A, a, B, b.
 */
export function byNaturalOrder(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.match(/\d+|\D/g) ?? [];
  const right = b.match(/\d+|\D/g) ?? [];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareParts(left[index] ?? "", right[index] ?? "");
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function compareParts(a: string, b: string): number {
  if (/^\d/.test(a) && /^\d/.test(b)) return Number(a) - Number(b);
  return compareText(a.toLowerCase(), b.toLowerCase()) || compareText(a, b);
}

/** By code unit, so not by the locale. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
