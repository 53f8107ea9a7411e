/**
 * Two texts in one, line by line: what both have, `-` before what only the expected one has, `+` before what only the actual
 * one has. Values are long, and two columns of them would be cut off or wrapped in a terminal.
 *
 * A comma at a line's end makes no difference: the last field of an object has none.
 */
export function describeDifference(expected: string, actual: string): string {
  const [before, after] = [expected.split("\n"), actual.split("\n")];
  const common = longestCommon(before, after);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  for (const [atBefore, atAfter] of [...common, [before.length, after.length] as const]) {
    while (i < atBefore) lines.push(`- ${before[i++]}`);
    while (j < atAfter) lines.push(`+ ${after[j++]}`);
    if (j < after.length) lines.push(`  ${after[j]}`);
    [i, j] = [atBefore + 1, atAfter + 1];
  }
  return lines.join("\n");
}

/** Beyond so many cells the table of lengths would cost more than the marks are worth; then all lines are marked. */
const MOST_CELLS = 4_000_000;

/** Pairs of indexes of lines that both have, in order, as many as there can be. */
function longestCommon(before: readonly string[], after: readonly string[]): readonly (readonly [number, number])[] {
  const width = after.length + 1;
  if ((before.length + 1) * width > MOST_CELLS) return [];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] = isSame(before[i], after[j])
        ? at(i + 1, j + 1) + 1
        : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (isSame(before[i], after[j])) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a?.replace(/,$/, "") === b?.replace(/,$/, "");
}
