import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { DECIDER_CHECKS, READ_MODEL_CHECKS } from "../../free-checks/checks.js";
import type { AnySpecs } from "../../properties/index.js";
import { deciderProperties, readModelProperties } from "../../properties/index.js";
import type { SeededBug } from "./seeded-bug.js";

const REPOSITORY = fileURLToPath(new URL("../../../../..", import.meta.url));
const SAMPLE = path.join(REPOSITORY, "apps/training-sample/src");
const PARTS = ["training", "training-list", "training-history"];
const SPECS = PARTS.map((part) => `${part}/${part}.spec.ts`);

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

/** Copies of the sample's models, deciders, read models and specs, each with a bug; in a folder of its own, to be closed. */
export function seededSamples(): { look(bug: SeededBug | undefined): Promise<Found>; close(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "factum-seeded-"));
  symlinkSync(path.join(REPOSITORY, "node_modules"), path.join(folder, "node_modules"), "dir");
  let copies = 0;
  return {
    look: (bug) => lookFor(bug, () => copyOf(path.join(folder, String(++copies)), bug)),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function copyOf(folder: string, bug: SeededBug | undefined): string {
  mkdirSync(folder);
  for (const part of PARTS) cpSync(path.join(SAMPLE, part), path.join(folder, part), { recursive: true });
  writeFileSync(path.join(folder, "collected.ts"), COLLECTED);
  for (const file of SPECS) edit(folder, file, [['from "vitest"', 'from "../collected.js"']]);
  edit(folder, "training/generated/training.testkit.ts", [
    ["deciderSpec(training, { id, model })", switched("deciderSpec(training, { id, model })", DECIDER_CHECKS)],
    ["import { deciderSpec", 'import { switched } from "../../collected.js";\nimport { deciderSpec'],
  ]);
  for (const [part, name] of [
    ["training-list", "trainingList"],
    ["training-history", "trainingHistory"],
  ] as const) {
    edit(folder, `${part}/generated/${part}.testkit.ts`, [
      [`readModelSpec(${name})`, switched(`readModelSpec(${name})`, READ_MODEL_CHECKS)],
      ["import { readModelSpec", 'import { switched } from "../../collected.js";\nimport { readModelSpec'],
    ]);
  }
  if (bug !== undefined) edit(folder, bug.file, bug.edits, bug.adds);
  return folder;
}

function switched(given: string, checks: readonly string[]): string {
  return `switched(${given}, ${given}.without(...(${JSON.stringify(checks)} as const)))`;
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
async function lookFor(bug: SeededBug | undefined, copy: () => string): Promise<Found> {
  const folder = copy();
  const plain = await failedSpecs(bug?.adds === undefined ? folder : copy(), true);
  const checked = await failedSpecs(folder, false);
  const { given } = await load<{ given: AnySpecs }>(folder, "training/generated/training.testkit.ts");
  const { trainingList } = await load<{ trainingList: never }>(folder, "training-list/training-list.read-model.ts");
  const { trainingHistory } = await load<{ trainingHistory: never }>(
    folder,
    "training-history/training-history.read-model.ts",
  );
  const properties = [
    ...deciderProperties(given, { runs: RUNS }),
    ...readModelProperties(trainingList, [given], { runs: RUNS }),
    ...readModelProperties(trainingHistory, [given], { runs: RUNS }),
  ];
  return {
    specs: plain.map(({ name }) => name),
    freeChecks: checked.filter(({ failure }) => failure.includes("(A free check.")).map(({ name }) => name),
    properties: properties.flatMap(({ name, check }) => (failureOf(check) === undefined ? [] : [name])),
  };
}

async function failedSpecs(folder: string, isPlain: boolean): Promise<{ name: string; failure: string }[]> {
  for (const file of SPECS) await load(folder, file);
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
