import { expect, it } from "vitest";
import { readArguments } from "./read-arguments.js";

const nothing = {
  name: undefined,
  template: undefined,
  install: undefined,
  packages: undefined,
  help: false,
  version: false,
};

it("takes a name, in any place, and leaves open what nobody says", () => {
  expect(readArguments([])).toEqual(nothing);
  expect(readArguments(["--no-install", "shop", "--packages", "p"])).toEqual({
    ...nothing,
    name: "shop",
    install: false,
    packages: "p",
  });
});

it.each(["--empty", "--without-sample"])("knows %s", (flag) => {
  expect(readArguments(["shop", flag])).toEqual({ ...nothing, name: "shop", template: "empty" });
});

it.each([
  [["--sampel"], "Unknown option '--sampel'. See `create-factum --help`."],
  [["--__proto__"], "See `create-factum --help`."],
  [["-x"], "Unknown option '-x'."],
  [["--packages"], "argument missing"],
  [["--empty=yes"], "does not take an argument"],
  [["a", "b"], '2 names were given: "a", "b". Give one.'],
  [["--sample", "--empty"], "--sample and --empty exclude each other."],
  [["--install", "--no-install"], "--install and --no-install exclude each other."],
])("refuses %j", (args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
