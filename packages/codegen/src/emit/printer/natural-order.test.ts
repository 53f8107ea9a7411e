import { expect, test } from "vitest";
import { inNaturalOrder } from "./natural-order.js";

test.each([
  [
    ["b", "B", "a", "A"],
    ["A", "a", "B", "b"],
  ],
  [
    ["NoVideoStarted", "NotRegistered"],
    ["NotRegistered", "NoVideoStarted"],
  ],
  [
    ["Pinged", "PingEvent"],
    ["PingEvent", "Pinged"],
  ],
  [
    ["a10", "a9", "a"],
    ["a", "a9", "a10"],
  ],
])("%j is sorted to %j, as the formatter sorts imports", (names, sorted) => {
  expect(inNaturalOrder(names)).toEqual(sorted);
});
