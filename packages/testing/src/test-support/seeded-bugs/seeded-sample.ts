import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DECIDER_CHECKS, READ_MODEL_CHECKS } from "../../free-checks/checks.js";
import type { AnySpecs, NamedProperty } from "../../properties/index.js";
import { deciderProperties, readModelProperties } from "../../properties/index.js";
import type { SeededBug } from "./seeded-bug.js";

const REPOSITORY = fileURLToPath(new URL("../../../../..", import.meta.url));
const SAMPLE = path.join(REPOSITORY, "apps/training-sample/src");

/** A folder of the sample, and what its testkit calls what it is about. */
interface Part {
  readonly name: string;
  readonly given: string;
  readonly checks: readonly string[];
}

const PARTS: readonly Part[] = [
  { name: "training", given: "deciderSpec(training, { id, model })", checks: DECIDER_CHECKS },
  { name: "training-list", given: "readModelSpec(trainingList)", checks: READ_MODEL_CHECKS },
  { name: "training-history", given: "readModelSpec(trainingHistory)", checks: READ_MODEL_CHECKS },
];

/** Fewer than by default: that one case in a hundred finds a bug is not what is shown here. */
const RUNS = 40;

/** What found a bug. */
export interface Found {
  /** Specs that failed with all free checks turned off. */
  readonly specs: readonly string[];
  /** Specs that failed by a free check. */
  readonly freeChecks: readonly string[];
  readonly properties: readonly string[];
}

/**
 * Copies of parts of the sample, each with a bug, and what finds it there: the specs and the properties of that part. All parts are looked
 * at without a bug. The folder is to be closed.
 */
export function seededSamples(): { look(bug: SeededBug | undefined): Promise<Found>; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "factum-seeded-"));
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "dir");
  // Read models follow the training as it is; whoever seeds a bug into that looks at its own copy alone.
  cpSync(path.join(SAMPLE, "training"), path.join(folder, "training"), { recursive: true });
  let copies = 0;
  return {
    async look(bug) {
      const parts = PARTS.filter(({ name }) => bug === undefined || bug.file.startsWith(`${name}/`));
      const found: Found[] = [];
      for (const part of parts) {
        const copy = () => copyOf(part, path.join(folder, `${part.name}-${++copies}`), bug);
        found.push(await lookFor(part, bug, copy));
      }
      return {
        specs: found.flatMap((each) => each.specs),
        freeChecks: found.flatMap((each) => each.freeChecks),
        properties: found.flatMap((each) => each.properties),
      };
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyOf({ name, given, checks }: Part, folder: string, bug: SeededBug | undefined): string {
  cpSync(path.join(SAMPLE, name), folder, { recursive: true });
  writeFileSync(path.join(folder, "collected.ts"), COLLECTED);
  edit(folder, `${name}.spec.ts`, [['from "vitest"', 'from "./collected.js"']]);
  const [maker = ""] = given.split("(");
  edit(folder, `generated/${name}.testkit.ts`, [
    [given, `switched(${given}, ${given}.without(...(${JSON.stringify(checks)} as const)))`],
    [`import { ${maker}`, `import { switched } from "../collected.js";\nimport { ${maker}`],
  ]);
  if (bug !== undefined) edit(folder, bug.file.slice(name.length + 1), bug.edits, bug.adds);
  return folder;
}

function edit(folder: string, file: string, edits: SeededBug["edits"], adds = ""): void {
  const at = path.join(folder, file);
  let text = readFileSync(at, "utf8");
  for (const [from, to] of edits) {
    if (text.split(from).length !== 2) throw new Error(`${file} does not have this text once: ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(at, `${text}\n${adds}\n`);
}

/** Stands for the runner in the copies: what a spec is, and whether free checks are made, is decided when it runs. */
const COLLECTED = `
const path: string[] = [];
export const specs: { name: string; run: () => void }[] = [];
export const mode = { isPlain: false };
export function describe(name: string, body: () => void) { path.push(name); body(); path.pop(); }
export function it(name: string, run: () => void) { specs.push({ name: [...path, name].join(" "), run }); }
export function switched(checked: any, plain: any) {
  return Object.assign((...history: unknown[]) => (mode.isPlain ? plain : checked)(...history), { subject: checked.subject });
}
`;

interface Collected {
  readonly specs: readonly { readonly name: string; readonly run: () => void }[];
  readonly mode: { isPlain: boolean };
}

/** Plain specs run in a copy of their own if the bug keeps something between runs. */
async function lookFor(part: Part, bug: SeededBug | undefined, copy: () => string): Promise<Found> {
  const folder = copy();
  const plain = await failedSpecs(part, bug?.adds === undefined ? folder : copy(), true);
  const checked = await failedSpecs(part, folder, false);
  const properties = await propertiesOf(part, folder);
  return {
    specs: plain.map(({ name }) => name),
    freeChecks: checked.filter(({ failure }) => failure.includes("(A free check.")).map(({ name }) => name),
    properties: properties.flatMap(({ name, check }) => (failureOf(check) === undefined ? [] : [name])),
  };
}

async function propertiesOf({ name }: Part, folder: string): Promise<readonly NamedProperty[]> {
  if (name === "training") {
    const { given } = await load<{ given: AnySpecs }>(folder, "generated/training.testkit.ts");
    return deciderProperties(given, { runs: RUNS });
  }
  const { given } = await load<{ given: AnySpecs }>(path.dirname(folder), "training/generated/training.testkit.ts");
  const [readModel] = Object.values(await load<Readonly<Record<string, never>>>(folder, `${name}.read-model.ts`));
  return readModel === undefined ? [] : readModelProperties(readModel, [given], { runs: RUNS });
}

async function failedSpecs(part: Part, folder: string, isPlain: boolean): Promise<{ name: string; failure: string }[]> {
  await load(folder, `${part.name}.spec.ts`);
  const { specs, mode } = await load<Collected>(folder, "collected.ts");
  mode.isPlain = isPlain;
  return specs.flatMap(({ name, run }) => {
    const failure = failureOf(run);
    return failure === undefined ? [] : [{ name, failure }];
  });
}

async function load<Module>(folder: string, file: string): Promise<Module> {
  return (await import(/* @vite-ignore */ pathToFileURL(path.join(folder, file)).href)) as Module;
}

function failureOf(run: () => void): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    return String((error as Error).message);
  }
}
