import { describe, expect, it } from "vitest";
import { dataPath } from "./data-path.js";

describe("dataPath", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["items", 2, "price"], "items[2].price"],
    [[0, 1], "[0][1]"],
    [["a b"], '["a b"]'],
    [["a", "1"], 'a["1"]'],
    [["", "$x_1"], '[""].$x_1'],
    [["größe"], '["größe"]'],
  ])("writes %j as %s", (segments, path) => {
    expect(dataPath(segments)).toBe(path);
  });
});
