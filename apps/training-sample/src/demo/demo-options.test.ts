import { describe, expect, it } from "vitest";
import { UsageError } from "../terminal/whole-number.js";
import { readDemoOptions } from "./demo-options.js";

describe("readDemoOptions", () => {
  it("has defaults", () => {
    expect(readDemoOptions([])).toEqual({ races: 200, events: 150_000 });
  });

  it("reads numbers, and gives help", () => {
    expect(readDemoOptions(["--races", "5", "--events=0"])).toEqual({ races: 5, events: 0 });
    expect(readDemoOptions(["--help"])).toBe("help");
  });

  it.each([
    [["--races", "0"], /--races must be a whole number from 1 to 10,000; it is "0"/],
    [["--races", "1.5"], /--races must be/],
    [["--events", "many"], /--events must be a whole number from 0 to 1,000,000; it is "many"/],
    [["--rases", "5"], /Unknown option '--rases'/],
    [["now"], /Unexpected argument 'now'/],
  ])("refuses %j", (args, message) => {
    expect(() => readDemoOptions(args)).toThrow(UsageError);
    expect(() => readDemoOptions(args)).toThrow(message);
  });
});
