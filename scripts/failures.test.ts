import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const CONTRACT = "testing/src/contract/event-store/";
const page = readFileSync("docs/failures.md", "utf8");
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| #"))
  .map((line) => line.slice(1, -1).split("|"))
  .map(([number = "", , test = "", file = ""]) => ({ number: number.trim(), test: test.trim(), file: file.trim() }));

describe("docs/failures.md", () => {
  it("has a row for each of the fifteen", () => {
    const numbers = rows.map(({ number }) => number).filter((number) => number !== "");
    expect(numbers).toEqual(Array.from({ length: 15 }, (_, index) => String(index + 1)));
  });

  let before = "";
  for (const { test, file } of rows) {
    if (file === "") continue;
    const path = file === "the same" ? before : file.slice(1, -1).replace(/^contract\//, CONTRACT);
    before = path;
    const name = test.replace(/; in part$/, "");
    it(`names a test that is there: ${name}`, () => {
      expect(readFileSync(`packages/${path}`, "utf8")).toContain(name);
    });
  }
});
