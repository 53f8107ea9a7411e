import { expect, test } from "vitest";
import { smallAggregate } from "../../test-support/small-models.js";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { loadProject } from "./load-project.js";

const SLOW = 120_000;

/** Lines below the imports of a model that is sound without them. */
function withLine(line: string): string {
  return smallAggregate("Job").replace('from "zod";\n', `from "zod";\n${line}\n`);
}

/** Where exactly a stack is full is the engine's business. */
const ANYWHERE = "3:";

/** Line 3 of a model, where it must be reported, and as what. */
const CASES: readonly (readonly [line: string, place: string, problem: string])[] = [
  ['throw new Error("No.");', "3:7", "Error: No."],
  ['throw new Error("");', "3:7", "Error"],
  ['throw new Error("No.", { cause: new RangeError("Why.") });', "3:7", "Error: No. (because of RangeError: Why.)"],
  ['throw "a string";', "3:1", "It threw 'a string', which is no Error."],
  ["throw null;", "3:1", "It threw null, which is no Error."],
  ["throw undefined;", "3:1", "It threw undefined, which is no Error."],
  ["throw { code: 42 };", "3:1", "It threw { code: 42 }, which is no Error."],
  ['void Promise.reject(new Error("Late."));', "3:21", "Error: Late."],
  ['void Promise.reject("late");', "3:6", "It threw 'late', which is no Error."],
  ['process.nextTick(() => { throw new Error("Tick."); });', "3:32", "Error: Tick."],
  ['queueMicrotask(() => { throw new Error("Task."); });', "3:30", "Error: Task."],
  ["process.exit(3);", "3:9", "It calls process.exit(3)."],
  ["process.abort();", "3:9", "It calls process.abort()."],
  [
    "const deep = (n: number): number => deep(n) + 1; deep(1);",
    ANYWHERE,
    "RangeError: Maximum call stack size exceeded",
  ],
  ["console.log(later); const later = 1;", "3:13", "ReferenceError: Cannot access 'later' before initialization"],
  ["const x = {;", "3:12", 'Syntax error: Expected identifier but found ";"'],
  ['z.string().regex(new RegExp("("));', "3:18", "SyntaxError: Invalid regular expression: /(/: Unterminated group"],
  ["z.string().regex(/(/u);", "3:18", "SyntaxError: Invalid regular expression: /(/u: Unterminated group"],
  ["z.object(1 as never).shape.a.b;", "3:28", "TypeError: Cannot read properties of undefined (reading 'b')"],
  [
    'import { a } from "./none.js"; console.log(a);',
    "3:19",
    "Error: Cannot find module 'src/none.js' imported from src/$.model.ts",
  ],
  [
    'import a from "no-such-package-of-ours"; console.log(a);',
    "3:15",
    "Error: Cannot find package 'no-such-package-of-ours' imported from src/$.model.ts",
  ],
  [
    'import { boomm } from "./helper.js"; console.log(boomm);',
    "3:10",
    "SyntaxError: The requested module './helper.js' does not provide an export named 'boomm'",
  ],
];

test("what a model throws is shown where it threw it", { timeout: SLOW }, async () => {
  const name = (index: number) => String(index).padStart(2, "0");
  const project = temporaryProject({
    "src/helper.ts": "export const ids = 1;\n",
    ...Object.fromEntries(CASES.map(([line], index) => [`src/${name(index)}.model.ts`, withLine(line)])),
  });
  const { failures } = await loadProject({ folder: project.folder });
  expect(failures.map(({ file, reason, at }) => [file.stem, `${at.file}:${at.line}:${at.column}`, reason])).toEqual(
    CASES.map(([, place, problem], index) => [
      name(index),
      expect.stringMatching(new RegExp(`^src/${name(index)}\\.model\\.ts:${place}${place === ANYWHERE ? "" : "$"}`)),
      `could not be evaluated. ${problem.replace("$", name(index))}`,
    ]),
  );
  expect(failures.map(({ at }) => at.text)).toEqual(CASES.map(([line]) => line));
  expect(failures.flatMap(({ sought }) => sought ?? [])).toEqual([
    {
      name: "./none.js",
      known: ["./helper.js", ...[...CASES.keys()].map((index) => `./${name(index)}.model.js`)]
        .filter((file) => file !== "./19.model.js")
        .sort(),
    },
    { name: "boomm", known: ["ids"] },
  ]);
});

test("errors of imported files and of schemas are shown there", { timeout: SLOW }, async () => {
  const project = temporaryProject({
    "src/helper.ts": "\ufeffexport function boom(): never {\r\n  throw new TypeError('In a helper.');\r\n}\r\n",
    "src/throws.ts": "\n\nthrow new Error('In a file.');\n",
    "src/syntax.ts": "export const a = {;\n",
    "src/a.model.ts": withLine('import { boom } from "./helper.js"; boom();'),
    "src/b.model.ts": withLine('import "./throws.js";'),
    "src/c.model.ts": withLine('import "./syntax.js";'),
    "src/d.model.ts": smallAggregate("D").replace(
      "event({})",
      'event({ a: z.lazy(() => { throw new Error("Lazy."); }) })',
    ),
    "src/e.model.ts": smallAggregate("E").replace(
      "event({})",
      'event({ get a(): never { throw new Error("Got."); } })',
    ),
    "src/f.model.ts": withLine("z.string().parse(1);"),
  });
  const { failures } = await loadProject({ folder: project.folder });
  expect(failures.map(({ reason, at }) => [`${at.file}:${at.line}:${at.column}`, at.text, reason])).toEqual([
    ["src/helper.ts:2:9", "  throw new TypeError('In a helper.');", "could not be evaluated. TypeError: In a helper."],
    ["src/throws.ts:3:7", "throw new Error('In a file.');", "could not be evaluated. Error: In a file."],
    [
      "src/syntax.ts:1:19",
      "export const a = {;",
      'could not be evaluated. Syntax error: Expected identifier but found ";"',
    ],
    ["src/d.model.ts:8:55", expect.stringContaining("Lazy."), "could not be evaluated. Error: Lazy."],
    ["src/e.model.ts:8:54", expect.stringContaining("Got."), "could not be evaluated. Error: Got."],
    ["src/f.model.ts:3:12", "z.string().parse(1);", expect.stringContaining("could not be evaluated. ZodError: ")],
  ]);
});

test("a model cannot keep others from being evaluated, nor hide behind them", { timeout: SLOW }, async () => {
  const hostile = [
    "globalThis.setImmediate = undefined as never;",
    'Object.defineProperty(Error.prototype, "stack", { get() { throw new Error("no stack"); } });',
    'process.on("exit", () => { throw new Error("at exit"); });',
    'throw new Proxy({}, { get() { throw new Error("no"); } });',
  ];
  const project = temporaryProject({
    ...Object.fromEntries(hostile.map((line, index) => [`src/a${index}.model.ts`, withLine(line)])),
    "src/b.model.ts": withLine('process.stderr.write("x".repeat(3_000_000));'),
    "src/c.model.ts": withLine('process.kill(process.pid, "SIGKILL");'),
    "src/d.model.ts": smallAggregate("Fine"),
  });
  const { aggregates, failures } = await loadProject({ folder: project.folder });
  expect(failures.map(({ file, reason }) => [file.stem, reason])).toEqual([
    ["a3", expect.stringContaining("could not be evaluated. ")],
    ["c", "ended the process that evaluates it, by SIGKILL."],
  ]);
  expect(aggregates.map(({ file }) => file.stem)).toEqual(["a0", "a1", "a2", "b", "d"]);
});
