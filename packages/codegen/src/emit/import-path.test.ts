import { expect, test } from "vitest";
import { importPath } from "./import-path.js";

test.each([
  [
    "/p/src/list/generated",
    "/p/src/training/generated/training.types.ts",
    "../../training/generated/training.types.js",
  ],
  ["/p/src/a/generated", "/p/src/a/generated/b.runtime.ts", "./b.runtime.js"],
  ["/p/src/a/generated", "/p/src/a/.hidden/b.ts", "../.hidden/b.js"],
])("from %s, %s is %s", (folder, file, specifier) => {
  expect(importPath(folder, file)).toBe(specifier);
});
