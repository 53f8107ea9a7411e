import { describe, expect, it } from "vitest";
import { UsageError } from "../terminal/whole-number.js";
import { readTrafficOptions } from "./traffic-options.js";

const DATABASE = "postgres://user@127.0.0.1:5432/factum";

describe("readTrafficOptions", () => {
  it("has defaults, and draws a seed", () => {
    const seed = expect.any(Number);
    const expected = { trainings: 1_000, clients: 32, seed, split: false, url: undefined, database: undefined };
    expect(readTrafficOptions([])).toEqual(expected);
  });

  it("reads what it is given, and gives help", () => {
    const args = ["--trainings", "5000", "--clients", "16", "--seed", "7", "--url", "http://127.0.0.1:3000/"];
    expect(readTrafficOptions([...args, "--database", DATABASE])).toEqual({
      trainings: 5_000,
      clients: 16,
      seed: 7,
      split: false,
      url: "http://127.0.0.1:3000",
      database: DATABASE,
    });
    expect(readTrafficOptions(["--split"])).toMatchObject({ split: true });
    expect(readTrafficOptions(["--help"])).toBe("help");
  });

  it.each([
    [["--clients", "1"], /--clients must be a whole number from 2 to 512; it is "1"/],
    [["--trainings", "-5"], /argument is ambiguous|--trainings must be/],
    [["--trainings", "0"], /--trainings must be a whole number from 1/],
    [["--seed", "abc"], /--seed must be a whole number/],
    [["--url", "localhost:3000"], /--url must look like http/],
    [["--url", "http://", "--database", DATABASE], /--url must look like http/],
    [["--url", "http://127.0.0.1:3000"], /--url needs --database as well/],
    [["--split", "--url", "http://127.0.0.1:3000", "--database", DATABASE], /--split starts the processes/],
    [["--database", "mysql://x"], /--database must look like postgres/],
    [["--client", "4"], /Unknown option '--client'/],
  ])("refuses %j", (args, message) => {
    expect(() => readTrafficOptions(args)).toThrow(UsageError);
    expect(() => readTrafficOptions(args)).toThrow(message);
  });
});
