import { describe, expect, it } from "vitest";
import { windowsOf } from "./windows-of.js";

describe("The windows of a range", () => {
  it("grow, follow each other, and end with it", () => {
    expect([...windowsOf({ after: 10, upTo: 300 }, 5)]).toEqual([
      { after: 10, upTo: 30 },
      { after: 30, upTo: 110 },
      { after: 110, upTo: 300 },
    ]);
  });

  it("are one for a short range, and none for an empty one", () => {
    expect([...windowsOf({ after: 10, upTo: 12 }, 5)]).toEqual([{ after: 10, upTo: 12 }]);
    expect([...windowsOf({ after: 10, upTo: 10 }, 5)]).toEqual([]);
    expect([...windowsOf({ after: 11, upTo: 10 }, 5)]).toEqual([]);
  });

  it("never hold more than a million positions", () => {
    const windows = [...windowsOf({ after: 0, upTo: 5_000_000 }, 1_000_000)];
    expect(windows).toHaveLength(5);
    for (const { after, upTo } of windows) expect(upTo - after).toBe(1_000_000);
  });
});
