import type { Row } from "@factum/core";
import { type Compared, compare } from "./compare.js";
import { isLike, partOf } from "./like.js";

/**
 * Compares rows in any order.
 *
 * An expected row is compared with the one of its key; one of which `like` leaves the key open, with the first other one that it
 * fits. What is left over on both sides is compared in order.
 *
 * @param keyOf tells rows apart; undefined for what has no whole key
 */
export function compareRows(
  actual: readonly Row[],
  expected: readonly unknown[],
  keyOf: (row: Row) => string | undefined,
): Compared {
  const left = [...actual];
  let open = [...expected];
  const pairs = new Map<Row, Compared>();
  const pair = (isPair: (row: Row, asked: unknown) => boolean) => {
    open = open.filter((asked) => {
      const index = left.findIndex((each) => isPair(each, asked));
      const [row] = index < 0 ? [] : left.splice(index, 1);
      if (row !== undefined) pairs.set(row, compare(row, asked));
      return row === undefined;
    });
  };
  pair((row, asked) => {
    const key = keyOf(wholeOf(asked));
    return key !== undefined && key === keyOf(row);
  });
  pair((row, asked) => compare(row, asked).holds);
  pair(() => true);

  const inOrder = actual.flatMap((row) => pairs.get(row) ?? []);
  return {
    holds: left.length === 0 && open.length === 0 && inOrder.every(({ holds }) => holds),
    actual: [...inOrder.map((each) => each.actual), ...left],
    expected: [...inOrder.map((each) => each.expected), ...open.map(wholeOf)],
  };
}

function wholeOf(asked: unknown): Row {
  return (isLike(asked) ? partOf(asked) : asked) as Row;
}
