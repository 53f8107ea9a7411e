import { expect, test } from "vitest";
import { smallAggregate } from "../../test-support/small-models.js";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { loadProject } from "./load-project.js";

const SLOW = 60_000;

test("one file at fault costs itself alone, and is named with what happened", { timeout: SLOW }, async () => {
  const project = temporaryProject({
    "src/a-exits.model.ts": "process.exit(3);\n",
    "src/b-hangs.model.ts": "for (;;) {}\n",
    "src/c-throws.model.ts":
      "interface A {}\n\nfunction boom(): never {\n  throw new TypeError('boom');\n}\n\nexport default boom();\n",
    "src/d-syntax.model.ts": "export default {\n",
    "src/e-nothing.model.ts": "export const a = 1;\n",
    "src/f-array.model.ts": "export default [];\n",
    "src/g-waits.model.ts": "await new Promise(() => {});\n",
    "src/h-imports.model.ts": 'import "./no-such-file.js";\n',
    "src/z-fine.model.ts": smallAggregate("Fine"),
  });
  const { aggregates, failures } = await loadProject({ folder: project.folder, timeoutSeconds: 4 });
  expect(aggregates.map(({ model }) => model.name)).toEqual(["Fine"]);
  const stopped = "was still being evaluated after 4 s, and was stopped. Does it wait for something?";
  expect(failures.map(({ file, reason, at }) => [`${file.stem}:${at.line}:${at.column}`, reason])).toEqual([
    ["a-exits:1:9", "could not be evaluated. It calls process.exit(3)."],
    ["b-hangs:1:1", stopped],
    ["c-throws:4:9", "could not be evaluated. TypeError: boom"],
    ["d-syntax:2:1", "could not be evaluated. Syntax error: Expected identifier but found end of file"],
    ["e-nothing:1:1", "has no default export."],
    ["f-array:1:16", "exports an array by default, not a model."],
    ["g-waits:1:1", expect.stringContaining("Does it await something that never comes")],
    ["h-imports:1:8", expect.stringContaining("could not be evaluated. Error: Cannot find module")],
  ]);
});

test("what models print is handed on, and disturbs nothing", { timeout: SLOW }, async () => {
  const noise = 'console.log("to stdout"); console.error("to stderr");\n';
  const project = temporaryProject({ "src/loud.model.ts": `${noise}${smallAggregate("Loud")}` });
  let output = "";
  const onOutput = (text: string) => {
    output += text;
  };
  const { failures } = await loadProject({ folder: project.folder, onOutput });
  expect(failures).toEqual([]);
  expect(output).toContain("to stdout");
  expect(output).toContain("to stderr");
});

test("models see no environment but where programs are", { timeout: SLOW }, async () => {
  const leak = 'if (process.env.FACTUM_TEST_SECRET) throw new Error("leaked");\n';
  const project = temporaryProject({ "src/a.model.ts": `${leak}${smallAggregate("A")}` });
  process.env.FACTUM_TEST_SECRET = "secret";
  try {
    expect((await loadProject({ folder: project.folder })).failures).toEqual([]);
  } finally {
    delete process.env.FACTUM_TEST_SECRET;
  }
});

test("positions and documentation follow imports, constants and spreads", { timeout: SLOW }, async () => {
  const project = temporaryProject({
    "src/shared/events.ts": `import { event } from "@factum/core/model";
import { z } from "zod";

export const shared = {
  /** From another file. */
  Shared: event({
    /** Why. */
    reason: z.string(),
  }),
};
`,
    "src/a.model.ts": `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";
import * as all from "./shared/events.js";

const own = {
  /** A constant. */
  Own: event({}),
} as const;

/** A model with a name. */
const model = aggregate("A", {
  id: z.uuid().lowercase(),
  state: z.object({}),
  initialState: {},
  events: { ...all.shared, ...own },
  commands: { Do: { data: {}, emits: ["Shared", "Own"] } },
});
export default model;
`,
  });
  const { aggregates } = await loadProject({ folder: project.folder });
  const source = aggregates[0]?.source;
  expect(source?.docOf([])).toBe("A model with a name.");
  expect(source?.docOf(["events", "Shared"])).toBe("From another file.");
  expect(source?.docOf(["events", "Shared", "reason"])).toBe("Why.");
  expect(source?.docOf(["events", "Own"])).toBe("A constant.");
  expect(source?.locationOf(["events", "Shared", "reason"])).toMatchObject({
    file: "src/shared/events.ts",
    line: 8,
    column: 5,
  });
  expect(source?.locationOf(["commands", "Do", "emits", 1])).toMatchObject({
    file: "src/a.model.ts",
    line: 16,
    column: 49,
  });
  expect(source?.locationOf(["events", "Nowhere"])).toMatchObject({ file: "src/a.model.ts", line: 15, column: 3 });
});
