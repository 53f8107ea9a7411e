import path from "node:path";
import { describe, expect, test } from "vitest";
import { createFileParser } from "../parse-file.js";
import { findImpurities } from "./find-impurities.js";

/** What is found in `src/a.model.ts`, a string each: `kind what`, with the place if it is not the file itself. */
function impurities(text: string, others: Readonly<Record<string, string>> = {}): readonly string[] {
  const texts = new Map(
    Object.entries({ ...others, "src/a.model.ts": text }).map(([file, each]) => [`/p/${file}`, each]),
  );
  const { parse } = createFileParser((file) => texts.get(file) ?? "");
  const imported = (from: { readonly fileName: string }, specifier: string) => {
    const file = path.posix.resolve(path.posix.dirname(from.fileName), specifier.replace(/\.js$/, ".ts"));
    return texts.has(file) ? parse(file) : undefined;
  };
  return findImpurities("/p", [parse("/p/src/a.model.ts")], { parse, imported }).map(
    ({ kind, what, place, location }) => {
      const where = location.file === "src/a.model.ts" ? "" : `${location.file} `;
      return `${where}${kind} ${what}${place === "file" ? "" : ` (${place})`}`;
    },
  );
}

describe("what a model may do", () => {
  test.each([
    'import { z } from "zod"; import * as zod from "zod/v4";',
    'import { aggregate } from "@factum/core/model";',
    'import { TrainingId } from "./ids.js"; import Training from "../training/training.model.js"; import "#schemas";',
    'import type { JsonValue } from "@factum/core"; import { type A, type B } from "pg"; export type { C } from "pg";',
    "const due = new Date('2030-01-01').toISOString(); const pi = Math.round(Math.PI);",
    "type Env = typeof process.env; interface Has { fetch: typeof fetch; now: Date }",
    "const isNode = typeof process === 'object';",
    "console.log('a model may print');",
    "const a = [1, 2].map((n) => n + 1);",
  ])("%s", (text) => {
    expect(impurities(text)).toEqual([]);
  });
});

describe("names that only look like globals", () => {
  test.each([
    "const process = { env: 1 }; use(process.env);",
    "import process from './process.js'; use(process.env);",
    "import { fetch } from './fetch.js'; import * as crypto from './crypto.js'; fetch(crypto.randomUUID);",
    "const { process } = labels; use(process);",
    "const model = { process: 1, fetch: 2, env: { process } }; const process = 3;",
    "use(order.process.env, order.fetch(), order['process']);",
    "event({ process: z.string(), fetch: z.string(), Date: z.string() });",
    "const { process: renamed } = labels;",
    "use((process) => process.env, function fetch() { return fetch; });",
    "for (const process of steps) use(process.env);",
    "try { use(); } catch (process) { use(process); }",
    "class Date { static now() { return 1; } } use(Date.now(), new Date());",
    "enum Math { random } use(Math.random);",
    "use(() => { if (true) { var process = 1; } return process; });",
    "process: for (;;) break process;",
  ])("%s", (text) => {
    expect(impurities(text)).toEqual([]);
  });
});

test("a name is a global where its declaration does not reach", () => {
  expect(impurities("{ const process = 1; } use(process.env);")).toEqual(["environment process.env"]);
  expect(impurities("declare const process: { env: object }; use(process.env);")).toEqual(["environment process.env"]);
});

describe("what a model may not do", () => {
  test.each([
    ['import fs from "node:fs";', "import node:fs"],
    ['import { v4 } from "uuid";', "import uuid"],
    ['import { type A, b } from "pg";', "import pg"],
    ['import { fold } from "@factum/core";', "import @factum/core"],
    ['export * from "pg";', "import pg"],
    ['import fs = require("fs");', "import fs"],
    ['const fs = require("fs");', "import fs"],
    ['void import("pg");', "import pg"],
    ["void import(name);", "import name"],
    ['import { training } from "./training.decider.js";', "import ./training.decider.js"],
    ['import * as types from "./generated/training.types.js";', "import ./generated/training.types.js"],
    ["const region = process.env.REGION;", "environment process.env.REGION"],
    ['const region = process.env["REGION"] ?? "eu";', 'environment process.env["REGION"]'],
    ["const { env } = process;", "environment process"],
    ["const cwd = globalThis.process.cwd();", "environment globalThis.process.cwd"],
    ["const here = import.meta.url;", "environment import.meta.url"],
    ["if (Deno.build.os) use();", "environment Deno.build.os"],
    ["const now = Date.now();", "chance Date.now"],
    ["const now = Date['now']();", "chance Date['now']"],
    ["const now = new Date();", "chance new Date()"],
    ["const now = new Date;", "chance new Date"],
    ["const now = Date();", "chance Date()"],
    ["const time = performance.now();", "chance performance.now"],
    ["const dice = Math.random();", "chance Math.random"],
    ["const id = crypto.randomUUID();", "chance crypto.randomUUID"],
    ["const id = globalThis.crypto.randomUUID();", "chance globalThis.crypto.randomUUID"],
    ["fetch('https://example.com');", "effect fetch"],
    ["setTimeout(() => {}, 1);", "effect setTimeout"],
    ["class A { static id = Math.random(); }", "chance Math.random"],
  ])("%s", (text, problem) => {
    expect(impurities(text)).toEqual([problem]);
  });

  test("waiting at the top level", () => {
    expect(impurities("const a = await 1;")).toEqual(["await await 1"]);
    expect(impurities("for await (const a of b) use(a);")).toEqual(["await for await (const a of b) use(a);"]);
    expect(impurities("const f = async () => { await 1; };")).toEqual([]);
  });
});

describe("functions", () => {
  test.each([
    ["z.string().default(() => new Date().toISOString());", "chance new Date() (function)"],
    ["z.string().default(Date.now);", "chance Date.now"],
    ["z.string().transform((text) => text + Math.random());", "chance Math.random (function)"],
    ["z.string().refine(function (text) { return process.env.A === text; });", "environment process.env.A (function)"],
    ["z.codec(a, b, { decode: () => Date.now(), encode });", "chance Date.now (function)"],
    ["z.codec(a, b, { decode() { return Date.now(); } });", "chance Date.now (function)"],
    ["z.object({ get inner() { return fetch('x'); } });", "effect fetch (function)"],
    ["(() => Date.now())();", "chance Date.now (function)"],
    ["const now = () => Date.now(); z.int().default(now);", "chance Date.now (function)"],
    ["function now() { return Date.now(); } const a = now();", "chance Date.now (function)"],
    ["function a() { return b(); } function b() { return Math.random(); } a();", "chance Math.random (function)"],
    ["event({}).next({}, () => ({ at: Date.now() }));", "chance Date.now (upcaster)"],
    [
      "const up = () => ({ at: now() }); const now = () => Date.now(); event({}).next({}, up);",
      "chance Date.now (upcaster)",
    ],
  ])("that a model runs or hands on: %s", (text, problem) => {
    expect(impurities(text)).toEqual([problem]);
  });

  test("that nothing runs are nobody's business", () => {
    expect(impurities("export const now = () => Date.now(); export function id() { return Math.random(); }")).toEqual(
      [],
    );
    expect(impurities("class A { now() { return Date.now(); } at = Date.now(); }")).toEqual([]);
  });

  test("that call each other are looked into once", () => {
    expect(impurities("function a() { b(); } function b() { a(); Date.now(); } a(); b();")).toEqual([
      "chance Date.now (function)",
    ]);
  });
});

describe("imported files", () => {
  test("are looked into, at their own place", () => {
    const others = {
      "src/ids.ts": 'import fs from "fs"; export const a = process.env.A; export * from "./more.js";',
      "src/more.ts": 'import "./a.model.js"; export const unused = () => Date.now(); export const b = await 1;',
    };
    expect(impurities('import { a } from "./ids.js";', others)).toEqual([
      "src/ids.ts import fs",
      "src/ids.ts environment process.env.A",
      "src/more.ts await await 1",
    ]);
  });

  test("functions of theirs count when a model runs them", () => {
    const others = {
      "src/index.ts": 'export { now as time } from "./now.js";',
      "src/now.ts": "export const now = () => Date.now(); export function unused() { return Math.random(); }",
    };
    const found = ["src/now.ts chance Date.now (function)"];
    expect(impurities('import { time } from "./index.js"; z.int().default(time);', others)).toEqual(found);
    expect(impurities('import * as times from "./index.js"; z.int().default(() => times.time());', others)).toEqual(
      found,
    );
    expect(impurities('import { time } from "./index.js"; time;', others)).toEqual([]);
  });
});

describe("upcasters", () => {
  test.each([
    "(v1) => ({ ...v1, tags: [] })",
    "(v1) => { const next = { ...v1 }; next.tag = 'x'; delete next.old; return next; }",
    "(v1) => { const tags = [...v1.tags]; tags.push('x'); return { tags }; }",
    "(v1) => ({ tags: v1.tags.slice().sort() })",
    "(v1) => { let sum = 0; for (const n of v1.ns) sum += n; return { sum }; }",
    "({ a = 1, ...rest }) => ({ ...rest, a })",
    "(v1) => Object.assign({}, v1, { a: 1 })",
    "(v1) => ({ tags: v1.tags.map((tag) => { tag = tag.trim(); return tag; }) })",
  ])("that make new data: %s", (upcaster) => {
    expect(impurities(`event({}).next({}, ${upcaster});`)).toEqual([]);
  });

  test.each([
    ["(v1) => { v1.tag = 'x'; return v1; }", "v1.tag = 'x'"],
    ["(v1) => { v1.a.b ??= 1; return v1; }", "v1.a.b ??= 1"],
    ["(v1) => { delete v1.old; return v1; }", "delete v1.old"],
    ["(v1) => { v1.count++; return v1; }", "v1.count++"],
    ["(v1) => { v1.tags.push('x'); return v1; }", "v1.tags.push('x')"],
    ["({ tags }) => ({ tags: tags.sort() })", "tags.sort()"],
    ["(v1) => Object.assign(v1, { a: 1 })", "Object.assign(v1, { a: 1 })"],
    ["(v1) => { counter += 1; return v1; }", "counter += 1"],
    ["(v1) => { seen.push(v1); return v1; }", "seen.push(v1)"],
    ["(v1) => { (v1 as any).a = 1; return v1; }", "(v1 as any).a = 1"],
    ["function (v1) { this.last = v1; return v1; }", "this.last = v1"],
    ["async (v1) => ({ ...v1 })", "async"],
  ])("that change what is not theirs: %s", (upcaster, what) => {
    const found = [`change ${what} (upcaster)`];
    const rest = "let counter = 0; const seen = [];";
    expect(impurities(`${rest} event({}).next({}, ${upcaster});`)).toEqual(found);
    expect(impurities(`${rest} const up = ${upcaster}; event({}).next({}, up);`)).toEqual(found);
  });

  test("a generator's next is no upcaster", () => {
    expect(impurities("steps.next((v1) => { v1.a = 1; });")).toEqual([]);
  });
});

test("the place is that of the code, whatever the line ends", () => {
  const parser = createFileParser(() => "const a = 1;\r\n  use(process.env.A,\u2028 Math.random());\r\n");
  const model = parser.parse("/p/a.model.ts");
  expect(findImpurities("/p", [model], parser).map(({ location }) => location)).toEqual([
    { file: "a.model.ts", line: 2, column: 7, length: 13, text: "  use(process.env.A," },
    { file: "a.model.ts", line: 3, column: 2, length: 11, text: " Math.random());" },
  ]);
});
