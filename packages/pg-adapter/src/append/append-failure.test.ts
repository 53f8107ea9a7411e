import { InlineKeyError } from "@factum/core";
import { describe, expect, it } from "vitest";
import { UnexpectedResultError } from "../errors/unexpected-result-error.js";
import { UnsafeIntegerError } from "../errors/unsafe-integer-error.js";
import { appendFailure } from "./append-failure.js";

describe("A failed call of append.sql", () => {
  it("may have stored everything if only its answer cannot be read", () => {
    expect(appendFailure(new UnexpectedResultError("append.sql", "nothing"))).toBe("unknown");
    expect(appendFailure(new UnsafeIntegerError("9007199254740993"))).toBe("unknown");
  });

  it("has stored nothing if an inline read model could not handle an event, or if what is inline has changed", () => {
    expect(appendFailure(new InlineKeyError("Stock.places"))).toBe("data");
    for (const code of ["ZF007", "ZF008"]) {
      expect(appendFailure(Object.assign(new Error(), { code, severity: "ERROR" }))).toBe("inline");
    }
  });

  it("has stored nothing, and may be sent in parts, if the server has no memory or locks for so much", () => {
    expect(appendFailure(Object.assign(new Error(), { code: "53200", severity: "ERROR" }))).toBe("data");
  });

  it("has stored nothing if the driver could not even send it", () => {
    expect(appendFailure(new RangeError("Invalid string length"))).toBe("data");
  });
});
