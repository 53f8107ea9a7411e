import { describe, expect, it } from "vitest";
import { isOlderVersion, libraryVersion } from "./library-version.js";

describe("versions of the library", () => {
  it.each([
    ["0.1.0", "0.1.1", true],
    ["0.9.0", "0.10.0", true],
    ["1.9.9", "2.0.0", true],
    ["1.0.0-next.1", "1.0.0", false],
    ["0.1.0", "0.1.0", false],
    ["2.0.0", "1.9.9", false],
    ["0.10.0", "0.9.9", false],
    ["1.0", "1.0.1", true],
  ])("%s is older than %s: %s", (version, other, expected) => {
    expect(isOlderVersion(version, other)).toBe(expected);
  });

  it("know their own", () => {
    expect(libraryVersion()).toMatch(/^\d+\.\d+\.\d+/);
  });
});
