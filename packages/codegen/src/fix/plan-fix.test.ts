import { readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { aggregateText, readModelText } from "../../test-support/model-texts.js";
import { placedProject } from "../../test-support/placed-project.js";
import { type TemporaryProject, temporaryProject } from "../../test-support/temporary-project.js";
import { formatDiagnostic } from "../check/format-diagnostic.js";
import { applyEdits } from "../edit/apply-edits.js";
import { planFix } from "./plan-fix.js";

const MODELS = {
  "src/training.model.ts": aggregateText({
    commands: `{ Open: { data: {}, emits: ["Opened"], rejects: ["IsOpen"] }, Close: { data: {}, emits: ["Closed"] } }`,
  }),
};
const DECIDER = "src/training.decider.ts";
const SPEC = "src/training.spec.ts";

/** A decider with these tables; both whole unless a test says otherwise. */
function decider(tables: { readonly decide?: string; readonly evolve?: string; readonly before?: string }): string {
  const {
    decide = "{ Open: () => [], Close: () => [] }",
    evolve = "{ Opened: (s) => s, Closed: (s) => s }",
    before = "",
  } = tables;
  return `import { defineTraining } from "./generated/training.runtime.js";
${before}
export const training = defineTraining({
  decide: ${decide},
  evolve: ${evolve},
});
`;
}

/** What is found in a project on disk, a string each: `line:column code message | hint`. */
function problemsIn(
  project: TemporaryProject,
  write = false,
  models: Readonly<Record<string, string>> = MODELS,
): readonly string[] {
  return planFix(placedProject(project.folder, models), { write }).diagnostics.map(
    ({ code, message, hint, location }) => {
      const { file, line, column } = location;
      return `${path.basename(file)}:${line}:${column} ${code} ${message}${hint === undefined ? "" : ` | ${hint}`}`;
    },
  );
}

function fix(project: TemporaryProject, models: Readonly<Record<string, string>> = MODELS): readonly string[] {
  const { diagnostics, edits } = planFix(placedProject(project.folder, models), { write: true });
  if (diagnostics.some(({ severity }) => severity === "error")) return diagnostics.map(({ code }) => code);
  applyEdits(project.folder, edits);
  return edits.flatMap(({ added }) => added);
}

const WRITES = "`npx factum generate --fix` writes a stub of it.";
const WRITE_SOME = "`npx factum generate --fix` writes stubs of them.";
const BY_HAND = "If it is gone, delete the handler by hand: `--fix` deletes nothing.";

test("nothing is said of a file that has all handlers, nor of one that does not exist", () => {
  expect(problemsIn(temporaryProject({ [DECIDER]: decider({}) }))).toEqual([]);
  expect(problemsIn(temporaryProject())).toEqual([]);
});

test("each missing handler is a warning at its table", () => {
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [] }", evolve: "{}" }) });
  expect(problemsIn(project)).toEqual([
    `training.decider.ts:4:3 F1701 Training.Close has no handler in \`decide\`. | ${WRITES}`,
    `training.decider.ts:5:3 F1701 Training.Opened, Training.Closed have no handlers in \`evolve\`. | ${WRITE_SOME}`,
  ]);
});

test("a handler for what is gone is a warning, with the new name if it was renamed", () => {
  const renamed = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [], Shut() { return []; } }" }) });
  expect(problemsIn(renamed)).toContain(
    `training.decider.ts:4:29 F1702 \`decide\` handles "Shut", which is no command of Training. | Was it renamed to "Close"?\n${BY_HAND}`,
  );
  const left = temporaryProject({
    [DECIDER]: decider({ decide: "{ Open: () => [], Close: () => [], Closee: () => [] }" }),
  });
  expect(problemsIn(left)).toEqual([
    `training.decider.ts:4:46 F1702 \`decide\` handles "Closee", which is no command of Training. | Did you mean "Close"?\n${BY_HAND}`,
  ]);
});

test("a handler for an event's old name is told the new one", () => {
  const project = temporaryProject({ [DECIDER]: decider({ evolve: "{ Opened: (s) => s, Shut: (s) => s }" }) });
  const events = '{ Opened: event({}), Closed: event({}).alias("Shut"), Left: event({}).retired() }';
  expect(problemsIn(project, false, { "src/training.model.ts": aggregateText({ events }) })).toContain(
    `training.decider.ts:5:31 F1702 \`evolve\` handles "Shut", which is no event of Training. | It is called "Closed" now.\n${BY_HAND}`,
  );
});

test.each([
  ["quoted keys", `{ "Open": () => [], 'Close': () => [] }`, ""],
  ["methods", "{ Open() { return []; }, async Close() {} }", ""],
  ["shorthand", "{ Open, Close }", "const Open = () => [];\nfunction Close() { return []; }"],
  ["computed keys that are constants", '{ [OPEN]: () => [], ["Close"]: () => [] }', 'const OPEN = "Open";'],
  ["a constant", "handlers", "const handlers = { Open: () => [], Close: () => [] } as const;"],
  ["satisfies, in parentheses", "({ Open: () => [], Close: () => [] }) satisfies object", ""],
  ["spreads", "{ ...first, ...{ Close: () => [] } }", "const first = { Open: () => [] };"],
  ["a function that mentions all names", "make()", "function make() { return { Open: () => [], Close: () => [] }; }"],
])("handlers are found in %s", (_, decide, before) => {
  expect(problemsIn(temporaryProject({ [DECIDER]: decider({ decide, before }) }))).toEqual([]);
});

test("the function may have another name, or be called through its module", () => {
  const alias = decider({ decide: "{}" })
    .replace("{ defineTraining }", "{ defineTraining as define }")
    .replace("= defineTraining(", "= define(");
  const whole = decider({ decide: "{}" })
    .replace("{ defineTraining }", "* as runtime")
    .replace("= defineTraining(", "= runtime.defineTraining(");
  for (const text of [alias, whole]) {
    expect(problemsIn(temporaryProject({ [DECIDER]: text }))).toEqual([
      expect.stringContaining("Training.Open, Training.Close have no handlers in `decide`."),
    ]);
  }
});

test("stubs are appended, with their import and the specs to be written", () => {
  const project = temporaryProject({
    [DECIDER]: decider({ decide: "{\n    Open: () => [], // hm\n    // the rest\n  }" }),
    [SPEC]: 'import { expect, test } from "vitest";\n\ntest("x", () => expect(1).toBe(1));',
  });
  expect(fix(project)).toEqual(["Close"]);
  expect(project.read(DECIDER)).toBe(`import { NotImplementedError } from "@factum/core";
${decider({
  decide:
    '{\n    Open: () => [], // hm\n    // the rest\n    Close: () => {\n      throw new NotImplementedError("Training.Close");\n    },\n  }',
})}`);
  expect(project.read(SPEC)).toBe(
    `import { expect, test } from "vitest";
import { Close, Closed, given, Opened } from "./generated/training.testkit.js";

test("x", () => expect(1).toBe(1));

test.todo("Close leads to Closed", () => {
  given(Opened()).when(Close()).then(Closed());
});
`,
  );
  expect(fix(project)).toEqual([]);
  expect(problemsIn(project, true)).toEqual([]);
});

test("a spec file that is missing is made", () => {
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Close: () => [] }" }) });
  fix(project);
  expect(project.read(SPEC)).toBe(
    `import { it } from "vitest";
import { given, Open, Opened } from "./generated/training.testkit.js";

it.todo("Open leads to Opened", () => {
  given().when(Open()).then(Opened());
});

it.todo("Open is rejected: IsOpen", () => {
  given().when(Open()).thenRejects("IsOpen");
});
`,
  );
});

test("sentences that stand in the specs already are not put there again", () => {
  const text = 'import { it } from "vitest";\n\nit.todo("Close leads to Closed");\n';
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [] }" }), [SPEC]: text });
  fix(project);
  expect(project.read(SPEC)).toBe(text);
});

test("for another test runner, whose it.todo takes no body, there are sentences alone", () => {
  const text = 'import { it } from "@jest/globals";\n';
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [] }" }), [SPEC]: text });
  fix(project);
  expect(project.read(SPEC)).toBe(`${text}\nit.todo("Close leads to Closed");\n`);
});

test("a table that is missing is put into the literal", () => {
  const text = decider({}).replace(/ {2}evolve: .*\n/, "");
  const project = temporaryProject({ [DECIDER]: text });
  expect(fix(project)).toEqual(["Opened", "Closed"]);
  expect(project.read(DECIDER)).toContain(`  evolve: {
    Opened: () => {
      throw new NotImplementedError("Training.Opened");
    },
    Closed: () => {
      throw new NotImplementedError("Training.Closed");
    },
  },
});`);
});

test("a literal in another file of the user's is fixed there, where its import goes too", () => {
  const project = temporaryProject({
    [DECIDER]: decider({ decide: "handlers", before: 'import { handlers } from "./handlers.js";' }),
    "src/handlers.ts": "export const handlers = { Open: () => [] };\n",
  });
  const before = project.read(DECIDER);
  fix(project);
  expect(project.read(DECIDER)).toBe(before);
  expect(project.read("src/handlers.ts")).toBe(
    'import { NotImplementedError } from "@factum/core";\n\nexport const handlers = { Open: () => [], Close: () => { throw new NotImplementedError("Training.Close"); } };\n',
  );
});

test("a read model's key and folds are wanted too", () => {
  const models = { "src/training.model.ts": aggregateText(), "src/list.model.ts": readModelText() };
  const project = temporaryProject({
    "src/list.read-model.ts":
      'import { defineTrainingList } from "./generated/list.runtime.js";\n\nexport const list = defineTrainingList({ fold: { Opened: () => null } });\n',
  });
  expect(fix(project, models)).toEqual(["key", "Closed"]);
  expect(project.read("src/list.read-model.ts")).toContain(
    'defineTrainingList({ fold: { Opened: () => null, Closed: () => { throw new NotImplementedError("TrainingList.Closed"); } }, key: () => { throw new NotImplementedError("TrainingList.key"); } });',
  );
  expect(project.read("src/list.spec.ts")).toContain('it.todo("TrainingList folds Closed");');
});

const REPORT = {
  "src/training.model.ts": aggregateText(),
  "src/report.model.ts": readModelText({
    name: '"Report"',
    tables: '{ rooms: { key: ["x"], row: { x: z.string() } }, days: { key: ["x"], row: { x: z.string() } } }',
  }),
};
const REPORT_FILE = "src/report.read-model.ts";

function report(literal: string): string {
  return `import { defineReport } from "./generated/report.runtime.js";\n\nexport const report = defineReport(${literal});\n`;
}

test("of several tables one has to handle each event", () => {
  const one = "{ rooms: { key, fold: { Opened: () => ({}) } }, days: { key, fold: { Closed: () => null } } }";
  expect(problemsIn(temporaryProject({ [REPORT_FILE]: report(one) }), false, REPORT)).toEqual([]);
  const none = "{ rooms: { key, fold: { Opened: () => ({}) } }, days: { fold: {} } }";
  expect(problemsIn(temporaryProject({ [REPORT_FILE]: report(none) }), false, REPORT)).toEqual([
    "report.read-model.ts:3:52 F1701 Report.Closed has no handler in any table. " +
      "| `npx factum generate --fix` writes a stub of it into each table; delete those that do not concern it.",
    `report.read-model.ts:3:90 F1701 Report.days.key has no handler. | ${WRITES}`,
  ]);
});

test("an event that no table handles gets a stub in each, one that some table handles none", () => {
  const project = temporaryProject({
    [REPORT_FILE]: report("{ rooms: { key, fold: { Opened: () => ({}) } }, days: { key, fold: {} } }"),
  });
  expect(fix(project, REPORT)).toEqual(["Closed", "Closed"]);
  expect(project.read(REPORT_FILE)).toContain('throw new NotImplementedError("Report.rooms.Closed");');
  expect(project.read(REPORT_FILE)).toContain('throw new NotImplementedError("Report.days.Closed");');
  expect(project.read("src/report.spec.ts")).toContain('it.todo("Report.days folds Closed");');
  expect(fix(project, REPORT)).toEqual([]);
});

test("a table that is missing is put into the literal with all that it lacks", () => {
  const whole = "{\n  rooms: {\n    key: () => null,\n    fold: { Opened: () => ({}) },\n  },\n}";
  const project = temporaryProject({ [REPORT_FILE]: report(whole) });
  expect(fix(project, REPORT)).toEqual(["Closed", "key", "Closed"]);
  expect(project.read(REPORT_FILE)).toContain(`  days: {
    key: () => {
      throw new NotImplementedError("Report.days.key");
    },
    fold: {
      Closed: () => {
        throw new NotImplementedError("Report.days.Closed");
      },
    },
  },
});`);
  expect(problemsIn(project, true, REPORT)).toEqual([]);
});

test("what one table's handlers may be cannot be seen: the others are written, and names in the text are there", () => {
  const hidden = "{ rooms: { key, fold: make(Opened) }, days: { key, fold: {} } }";
  const project = temporaryProject({ [REPORT_FILE]: report(hidden) });
  expect(problemsIn(project, false, REPORT)).toEqual([
    expect.stringContaining("F1701 Report.Closed has no handler in any"),
  ]);
  expect(fix(project, REPORT)).toEqual(["Closed"]);
  const all = temporaryProject({ [REPORT_FILE]: report("{ rooms: make(), days: make() }") });
  expect(problemsIn(all, false, REPORT).map((problem) => problem.slice(0, 70))).toHaveLength(4);
});

test.each([
  ["a function makes the object", "make()", "declare function make(): never;", "`make()` is no object literal"],
  [
    "a key is computed",
    "{ Open: () => [], [name()]: () => [] }",
    "declare function name(): string;",
    "the key `[name()]` is computed",
  ],
  [
    "something is spread in",
    "{ Open: () => [], ...make() }",
    "declare function make(): never;",
    "`make()` is no object literal",
  ],
])("if %s, --fix refuses and prints what to add by hand", (_, decide, before, why) => {
  const project = temporaryProject({ [DECIDER]: decider({ decide, before }) });
  const text = project.read(DECIDER);
  const { diagnostics, edits } = planFix(placedProject(project.folder, MODELS), { write: true });
  expect(edits).toEqual([]);
  expect(diagnostics.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["error F1703"]);
  const reported = planFix(placedProject(project.folder, MODELS), { write: false }).diagnostics;
  expect(reported.map(({ severity, code }) => `${severity} ${code}`)).toEqual(["warning F1703"]);
  const said = diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join("");
  expect(said).toContain(`--fix cannot write there: ${why}.`);
  expect(said).toContain('    Close: () => {\n      throw new NotImplementedError("Training.Close");\n    },');
  expect(said).toContain('import { NotImplementedError } from "@factum/core";');
  expect(project.read(DECIDER)).toBe(text);
});

test.each([DECIDER, SPEC])("a syntax error in %s is named with its place, and nothing is written", (broken) => {
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{}" }), [SPEC]: "" });
  project.write(broken, `${project.read(broken)}const a = ;\n`);
  expect(fix(project)).toEqual(["F1704"]);
  const [problem] = planFix(placedProject(project.folder, MODELS), { write: true }).diagnostics;
  expect(problem).toMatchObject({ severity: "error", location: { file: broken, text: "const a = ;", column: 11 } });
});

test("a file that is not UTF-8 is left alone", () => {
  const project = temporaryProject({ [DECIDER]: "" });
  writeFileSync(
    path.join(project.folder, DECIDER),
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(decider({}), "utf16le")]),
  );
  expect(problemsIn(project, true)[0]).toContain("F1704 The file is not encoded in UTF-8.");
});

test("a file that was changed since it was read is left as it is", () => {
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{}" }) });
  const { edits } = planFix(placedProject(project.folder, MODELS), { write: true });
  project.write(DECIDER, "// somebody else's\n");
  expect(() => applyEdits(project.folder, edits)).toThrow(/was changed by somebody else at the same time/);
  expect(project.read(DECIDER)).toBe("// somebody else's\n");
  expect(project.files()).not.toContain(SPEC);
});

test("a file keeps its mode, its byte order mark and its line ends", () => {
  const text = `\uFEFF${decider({ decide: "{}" })}`.replaceAll("\n", "\r\n");
  const project = temporaryProject({ [DECIDER]: text });
  const file = path.join(project.folder, DECIDER);
  writeFileSync(file, text, { mode: 0o755 });
  const { mode } = statSync(file);
  fix(project);
  expect(statSync(file).mode).toBe(mode);
  const after = readFileSync(file, "utf8");
  expect(after.startsWith('\uFEFFimport { NotImplementedError } from "@factum/core";\r\n')).toBe(true);
  expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
});

test("what is called NotImplementedError in the file keeps its name", () => {
  const before = "class NotImplementedError extends Error {}\nexport { NotImplementedError };";
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [] }", before }) });
  fix(project);
  expect(project.read(DECIDER)).toContain(
    'import { NotImplementedError as NotImplementedError2 } from "@factum/core";',
  );
  expect(project.read(DECIDER)).toContain('throw new NotImplementedError2("Training.Close");');
});

test("an import of core's is made longer", () => {
  const before = 'import { type Clock, systemClock } from "@factum/core";\nexport const clock: Clock = systemClock;';
  const project = temporaryProject({ [DECIDER]: decider({ decide: "{ Open: () => [] }", before }) });
  fix(project);
  expect(project.read(DECIDER)).toContain(
    'import { type Clock, systemClock, NotImplementedError } from "@factum/core";',
  );
});
