import { expect, test } from "vitest";
import { childArguments, conditionsOf } from "./child-command.js";

test("conditions are found in every spelling that node knows", () => {
  expect(conditionsOf(["--conditions=a", "--import", "x", "-C", "b", "--conditions", "c"])).toEqual(["a", "b", "c"]);
  expect(conditionsOf(["-C"])).toEqual([]);
});

test("from the sources, the child finds sources too", () => {
  const given = childArguments();
  expect(given).toContain("--conditions=@factum/source");
  expect(given.at(-1)).toMatch(/child\.ts$/);
});
