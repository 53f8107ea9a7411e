import { expect, test } from "vitest";
import { runSpecs, typeErrors } from "../../test-support/project-tools.js";
import { temporaryProject } from "../../test-support/temporary-project.js";
import { generate } from "../generate.js";

/** What teams write behind `export const job = defineJob(`, each with a handler of two. */
const STYLES: Readonly<Record<string, string>> = {
  Lines: "{\n  decide: {\n    Start: () => [],\n  },\n  evolve: {\n    Started: (state) => state,\n  },\n}",
  NoCommas:
    "{\n  decide: {\n    Start: () => [] // why\n    // end\n  },\n  evolve: {\n    Started: (state) => state\n  }\n}",
  OneLine: "{ decide: { Start: () => [] }, evolve: { Started: (state) => state } }",
  Tight: "{decide:{Start:()=>[]},evolve:{Started:(state)=>state,},}",
  Empty: "{ decide: {}, evolve: { /* nothing */ } }",
  Absent: "{ decide: { Start: () => [] } }",
  Methods: '{ decide: { Start() { return []; } }, evolve: { "Started"(state) { return state; } } }',
  Tabs: "{\n\tdecide: {\n\t\tStart: () => [],\n\t},\n\tevolve: {\n\t\tStarted: (state) => state,\n\t},\n}",
  Spread: "{ decide: { ...decide }, evolve: { ...{ Started: <S>(state: S) => state } } }",
  Constant: "{ decide, evolve: { Started: (state) => state } as const }",
  Satisfies: "{ decide: { Start: () => [] } satisfies object, evolve: ({ Started: (state) => state }) }",
};

test("whatever a decider looks like, it compiles after --fix, and the next run has nothing to do", {
  timeout: 120_000,
}, async () => {
  const project = temporaryProject();
  for (const [name, literal] of Object.entries(STYLES)) {
    const folder = `src/${name.toLowerCase()}`;
    const text = `import { define${name} } from "./generated/job.runtime.js";\n\nconst decide = { Start: () => [] };\nexport const ${name.charAt(0).toLowerCase()}${name.slice(1)} = define${name}(${literal});\nexport { decide };\n`;
    project.write(`${folder}/job.model.ts`, modelText(name));
    project.write(`${folder}/job.decider.ts`, name === "Tabs" ? `\uFEFF${text.replaceAll("\n", "\r\n")}` : text);
  }
  const warned = await generate({ folder: project.folder });
  const missing = warned.diagnostics.filter(({ code }) => code === "F1701");
  expect(missing).toHaveLength(2 * Object.keys(STYLES).length);
  expect(missing.flatMap(({ message }) => message.split(", "))).toHaveLength(2 * Object.keys(STYLES).length + 3);
  expect(typeErrors(project)).not.toBe("");

  const fixed = await generate({ folder: project.folder, fix: true });
  expect(fixed.diagnostics).toEqual([]);
  expect(typeErrors(project)).toBe("");
  expect(runSpecs(project)).toEqual({
    passed: 0,
    failed: 0,
    todo: 3 * Object.keys(STYLES).length + 3,
    success: true,
  });

  const before = project.files().map((file) => project.read(file));
  expect((await generate({ folder: project.folder, fix: true })).changes).toEqual([]);
  expect(project.files().map((file) => project.read(file))).toEqual(before);
});

function modelText(name: string): string {
  return `import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";

export default aggregate("${name}", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { Started: event({}), Finished: event({ result: z.string() }) },
  rejections: { NotStarted: rejection("It was not started.") },
  commands: {
    Start: { data: {}, emits: ["Started"] },
    Finish: { data: { result: z.string() }, emits: ["Finished"], rejects: ["NotStarted"] },
  },
});
`;
}
