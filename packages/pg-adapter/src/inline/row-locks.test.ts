import { describe, expect, it } from "vitest";
import { aTable } from "../test-support/kept-table.js";
import { rowLock, rowText } from "./row-locks.js";

describe("the lock of a row", () => {
  const table = aTable("places", { name: "text", floor: "integer" }, ["name", "floor"]);

  it.each([
    { key: { name: "Zoë", floor: 1 }, lock: 1180969238 },
    { key: { floor: 1, name: "Zoë" }, lock: 1180969238 },
    { key: { name: "Zoë", floor: 2 }, lock: 1180969431 },
  ])("never changes: $key", ({ key, lock }) => {
    expect(rowLock(table, key)).toBe(lock);
  });

  it("goes by the read model and the key, whatever the build", () => {
    expect(rowText(table, { floor: 1, name: "Zoë" })).toBe('places_v1:["Zoë",1]');
  });
});
