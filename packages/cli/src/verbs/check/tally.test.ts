import type { Finding } from "@factum/codegen";
import { expect, test } from "vitest";
import { createTally } from "./tally.js";

function finding(position: number, path: string, more: Partial<Finding> = {}): Finding {
  const place = { position, streamId: `order-${position}`, version: 1, category: "order", type: "Paid" };
  return { ...place, schemaVersion: 1, problem: "invalid-data", path, message: "is wrong", ...more };
}

test("findings are grouped by what they are, with the first examples of each and all counted", () => {
  const tally = createTally(2);
  tally.add([finding(1, "items[0].price"), finding(1, "note"), finding(2, "items[3].price")]);
  tally.add([finding(3, "items[1].price"), finding(4, "note", { type: "Opened", schemaVersion: 10 })]);
  tally.add([finding(5, "note", { type: "Opened", schemaVersion: 9 })]);
  const { groups, ungrouped } = tally.result();
  expect(
    groups.map(({ type, schemaVersion, path, count, examples }) => [
      type,
      schemaVersion,
      path,
      count,
      examples.map(({ position, path: exact }) => `${position} ${exact}`),
    ]),
  ).toEqual([
    ["Opened", 9, "note", 1, ["5 note"]],
    ["Opened", 10, "note", 1, ["4 note"]],
    ["Paid", 1, "items[].price", 3, ["1 items[0].price", "2 items[3].price"]],
    ["Paid", 1, "note", 1, ["1 note"]],
  ]);
  expect(ungrouped).toBe(0);
  expect(tally.events()).toBe(5);
});

test("however many kinds of findings there are, a thousand are kept and the others counted", () => {
  const tally = createTally(1);
  for (let position = 1; position <= 1500; position++) tally.add([finding(position, `prices.p${position}`)]);
  tally.add([finding(1501, "prices.p1")]);
  const { groups, ungrouped } = tally.result();
  expect(groups).toHaveLength(1000);
  expect(ungrouped).toBe(500);
  expect(groups.find(({ path }) => path === "prices.p1")?.count).toBe(2);
});
