import { expect, test } from "vitest";
import { createImportList } from "./import-list.js";
import { printDoc } from "./printer/print-doc.js";

test("imports are sorted by distance, names by the formatter's order, each once", () => {
  const imports = createImportList();
  imports.type("./a.types.js", "B");
  imports.type("./a.types.js", "A");
  imports.type("./a.types.js", "A");
  imports.default("../a.model.js", "model");
  imports.value("../../b/b.js", "b");
  imports.type("@factum/core", "Brand");
  imports.value("@factum/core", "asDecision");
  imports.namespace("./z.js", "types", true);
  expect(printDoc(imports.print()).split("\n")).toEqual([
    'import { asDecision, type Brand } from "@factum/core";',
    'import { b } from "../../b/b.js";',
    'import model from "../a.model.js";',
    'import type { A, B } from "./a.types.js";',
    'import type * as types from "./z.js";',
  ]);
});

test("a folder's files stand together, before those of a folder whose name begins with its name", () => {
  const imports = createImportList();
  for (const source of ["../job-list/a.js", "../job/z.js", "../job/b.js"]) imports.value(source, "x");
  expect(printDoc(imports.print()).match(/"[^"]+"/g)).toEqual(['"../job/b.js"', '"../job/z.js"', '"../job-list/a.js"']);
});
