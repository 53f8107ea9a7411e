import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "./uuidv7.js";

const milliseconds = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe("uuidv7", () => {
  it("is a lower-case UUID of version 7 and of RFC 9562's variant", () => {
    fc.assert(
      fc.property(milliseconds, (at) =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(uuidv7(at)),
      ),
    );
  });

  it("begins with its time", () => {
    fc.assert(
      fc.property(milliseconds, (at) => Number.parseInt(uuidv7(at).replaceAll("-", "").slice(0, 12), 16) === at),
    );
  });

  it("sorts by time, as text", () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (a, b) => {
        fc.pre(a !== b);
        return uuidv7(Math.min(a, b)) < uuidv7(Math.max(a, b));
      }),
    );
  });

  it("takes the present time by default", () => {
    const before = Date.now();
    const time = Number.parseInt(uuidv7().replaceAll("-", "").slice(0, 12), 16);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
  });

  it("is never the same twice, also within a millisecond and across refills of the random pool", () => {
    const ids = Array.from({ length: 20_000 }, () => uuidv7(1));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([-1, 1.5, 2 ** 48, Number.NaN, Infinity])("refuses a time of %d ms", (at) => {
    expect(() => uuidv7(at)).toThrow(/^milliseconds is .*; give an integer from 0 to 2\^48 − 1\.$/);
  });

  it("uses every value of the variant's free bits", () => {
    const variants = new Set(Array.from({ length: 1_000 }, () => uuidv7(1).charAt(19)));
    expect([...variants].sort()).toEqual(["8", "9", "a", "b"]);
  });
});
