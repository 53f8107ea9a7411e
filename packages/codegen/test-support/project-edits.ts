import { rmSync, utimesSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect } from "vitest";
import type { Diagnostic } from "../src/check/diagnostic.js";
import { generate } from "../src/generate.js";
import { lockFileOf } from "../src/lock/lock-file.js";
import type { TemporaryProject } from "./temporary-project.js";

/** What somebody does to one file of a project: write a text, delete it, or only touch it. */
export interface Edit {
  readonly file: string;
  readonly text: string | undefined | "touched";
}

/** Runs of a property: few by default, many where time is no matter. */
export const RUNS = process.env.STRESS === "long" ? 60 : 3;

const shared = (field: string) => `import { z } from "zod";
import { limit } from "./limit.js";

export const Address = z.object({ street: z.string().min(limit), ${field} }).meta({ id: "Address" });
`;

const aggregateText = (
  name: string,
  event: string,
  field: string,
) => `import { aggregate, event } from "@factum/core/model";
import { z } from "zod";
import { Address } from "./shared.js";

/** ${event} is what happens. */
export default aggregate("${name}", {
  id: z.uuid().lowercase(),
  state: z.object({ done: z.boolean() }),
  initialState: { done: false },
  events: { ${event}: event({ ${field}: Address }) },
  commands: { Do${name}: { data: {}, emits: ["${event}"] } },
  snapshots: { every: 9, foldVersion: 1 },
});
`;

const listText = (event: string) => `import { readModel } from "@factum/core/model";
import { z } from "zod";
import A from "./a.model.js";

export default readModel("List", { from: [A.events("${event}")], key: ["id"], row: { id: z.string() } });
`;

/** A project of two aggregates that share a schema, which itself imports, and of a read model that follows one of them. */
export const EDITABLE_PROJECT: Readonly<Record<string, string>> = {
  "src/limit.ts": "export const limit = 1;\n",
  "src/shared.ts": shared("zip: z.string()"),
  "src/a.model.ts": aggregateText("A", "Happened", "address"),
  "src/b.model.ts": aggregateText("B", "Occurred", "address"),
  "src/list.model.ts": listText("Happened"),
};

const deciderText = (handlers: string) => `import { defineA } from "./generated/a.runtime.js";
import * as more from "./handlers.js";

export const a = defineA({ decide: { ${handlers} }, evolve: { Happened: (state) => state } });
`;

const OTHER_TEXTS: Readonly<Record<string, readonly (string | undefined)[]>> = {
  "src/limit.ts": [
    "export const limit = 3;\n",
    "export const limit: number = 1;\n",
    "throw new Error('no limit');\n",
    "export const limit = Math.min(1, Date.now());\n",
  ],
  "src/limit.js": ["export const limit = 5;\n", undefined],
  "src/shared.ts": [shared("city: z.string()"), 'import { z } from "zod";\n\nexport const Addr', undefined],
  "src/shared/index.ts": [shared("inFolder: z.string()"), undefined],
  "src/shared.js": [shared("plain: z.string()"), undefined],
  "src/a.model.ts": [
    aggregateText("A", "Passed", "address"),
    aggregateText("A", "Happened", "place"),
    aggregateText("A", "Happened", "address").slice(0, 200),
    "",
    undefined,
  ],
  "src/b.model.ts": [aggregateText("A", "Occurred", "address"), aggregateText("B", "Occurred", "home"), undefined],
  "src/c.model.ts": [aggregateText("C", "Appeared", "address"), undefined],
  "src/deep/er/d.model.ts": [
    aggregateText("D", "Sank", "address").replace("./shared.js", "../../shared.js"),
    'export { default } from "../../a.model.js";\n',
    undefined,
  ],
  "src/list.model.ts": [listText("Passed"), listText("Happened").replace("z.string()", "z.int()"), undefined],
  "src/a.decider.ts": [deciderText("DoA: () => []"), deciderText("...more.handlers"), "export const a = {", undefined],
  "src/handlers.ts": ["export const handlers = { DoA: () => [] };\n", "export const handlers = {};\n", undefined],
  "factum.lock/A.json": ["{}\n", "<<<<<<< ours\n", undefined],
  "src/generated/a.types.ts": ["// mine now\n", undefined],
  "package.json": ['{ "type": "module", "private": true }\n', '{ "type": "module" }\n'],
};

const edit: fc.Arbitrary<Edit> = fc.constantFrom(...Object.entries(OTHER_TEXTS)).chain(([file, texts]) => {
  const first = EDITABLE_PROJECT[file];
  const good = first === undefined ? [] : [first, first, first];
  return fc.record({ file: fc.constant(file), text: fc.constantFrom(...texts, ...good, "touched" as const) });
});

/** Edits that somebody makes at once, and then others. */
export const edits: fc.Arbitrary<readonly (readonly Edit[])[]> = fc.array(
  fc.array(edit, { minLength: 1, maxLength: 4 }),
  { minLength: 1, maxLength: 5 },
);

export function applyEdit(project: TemporaryProject, { file, text }: Edit): void {
  if (text === undefined) rmSync(path.join(project.folder, file), { force: true });
  else if (text !== "touched") project.write(file, text);
  else if (project.files().includes(file)) utimesSync(path.join(project.folder, file), new Date(), new Date());
}

/**
 * Expects that a generation from nothing finds the same problems, and nothing left to write but the lock files of what waits
 * to be locked.
 */
export async function expectAsFromNothing(
  project: TemporaryProject,
  found: readonly Diagnostic[],
  waiting: readonly string[] = [],
): Promise<void> {
  const cold = await generate({ folder: project.folder, cache: false, check: true });
  expect(found).toEqual(cold.diagnostics);
  const aggregates = new Set(waiting.map((entry) => entry.split(".")[0] ?? ""));
  expect(cold.changes.map(({ file }) => file).sort()).toEqual([...aggregates].sort().map(lockFileOf));
}
