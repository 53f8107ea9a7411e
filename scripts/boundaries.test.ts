import { describe, expect, it } from "vitest";
import { boundaryProblems } from "./boundaries.js";

describe("the boundaries between packages", () => {
  it.each([
    ["core imports an adapter", "packages/core/src/a.ts", 'import { openPg } from "@factum/pg-adapter";'],
    ["core touches the file system", "packages/core/src/a.ts", 'import { readFile } from "node:fs/promises";'],
    ["core imports an adapter's types", "packages/core/src/a.ts", 'import type { Pool } from "pg";'],
    ["core traces by itself", "packages/core/src/a.ts", 'import { trace } from "@opentelemetry/api";'],
    ["core imports late", "packages/core/src/a.ts", 'const pg = await import("pg");'],
    ["core exports what is not its own", "packages/core/src/a.ts", 'export { x } from "ts-morph";'],
    ["a package reaches into another", "packages/cli/src/a.ts", 'import { x } from "../../codegen/src/b.js";'],
    ["an app reaches into a package", "apps/sample/src/a.ts", 'import { x } from "../../../packages/core/src/b.js";'],
    ["an import over several lines", "packages/core/src/a.ts", 'import {\n  openPg,\n} from "@factum/pg-adapter";'],
  ])("are broken when %s", (_what, file, text) => {
    expect(boundaryProblems(file, text)).toHaveLength(1);
  });

  it.each([
    ["packages/core/src/a/b.ts", 'import { z } from "zod";\nimport { c } from "../c.js";'],
    ["packages/pg-adapter/src/a.ts", 'import { x } from "@factum/core";\nimport pg from "pg";'],
    ["packages/opentelemetry/src/a.ts", 'import { trace } from "@opentelemetry/api";'],
    ["packages/pg-adapter/src/a.test.ts", 'import { x } from "@factum/testing/pg";'],
    ["apps/sample/src/a.ts", 'import { Hono } from "hono";'],
  ])("hold in %s: %s", (file, text) => {
    expect(boundaryProblems(file, text)).toEqual([]);
  });
});
