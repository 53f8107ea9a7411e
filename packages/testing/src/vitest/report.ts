import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { AggregateModel, ReadModelModel } from "@factum/core/model";
import { planSpecsFiles, type SpecsChange } from "../living/plan-specs-files.js";
import { specsFiles } from "../living/specs-file.js";
import { gapText } from "../spec-coverage/gap-text.js";
import { gapsOf } from "../spec-coverage/gaps.js";
import { htmlMatrix } from "../spec-coverage/html-matrix.js";
import { assertIgnored } from "../spec-coverage/ignored-outcome.js";
import { specMatrix } from "../spec-coverage/matrix.js";
import { matrixJson } from "../spec-coverage/matrix-json.js";
import { outlineOf } from "../spec-coverage/outline.js";
import { COLOURED, PLAIN } from "../spec-coverage/paint.js";
import type { SpecTest } from "../spec-coverage/spec-test.js";
import { textMatrix } from "../spec-coverage/text-matrix.js";
import { filesBelow } from "./files-below.js";
import type { SpecCoverageSettings } from "./settings.js";
import { slashed } from "./slashed.js";

export interface SpecRun {
  readonly settings: SpecCoverageSettings;
  /** Every spec of the project. */
  readonly tests: readonly SpecTest[];
  /** The default export of a model file. */
  readonly loadModel: (file: string) => Promise<unknown>;
  readonly print: (text: string) => void;
  readonly isWatching: boolean;
  /** Whether what is written of the specs may be renewed: vitest's `-u`. */
  readonly mayWrite: boolean;
  /** Whether it may be written where nothing is yet: everywhere but in CI. */
  readonly mayCreate: boolean;
}

/** Reports a complete run. False if it has failed, having said why. @throws {InvalidIgnoreError} */
export async function reportSpecs(run: SpecRun): Promise<boolean> {
  const { settings, tests, print } = run;
  const outline = outlineOf(await modelsOf(run));
  assertIgnored(settings.ignore, outline);
  const matrix = specMatrix(outline, tests, settings.ignore);
  const paint = hasColours() ? COLOURED : PLAIN;
  if (settings.text !== "none") {
    const text = textMatrix(matrix, { detail: settings.text, width: process.stdout.columns ?? 80, paint });
    print(`\n${paint.strong("What the specs show")}: how many, by the state that the command met\n\n${text}`);
  }
  // While one works on the specs there is nothing to be judged or written.
  if (run.isWatching) return true;
  const { title, write } = outputOf(settings);
  if (settings.json !== undefined) write(settings.json, () => matrixJson(matrix));
  if (settings.html !== undefined) {
    const page = path.dirname(path.resolve(settings.folder, settings.html));
    const hrefOf = (file: string) => encodeURI(slashed(path.relative(page, path.resolve(settings.folder, file))));
    write(settings.html, () => htmlMatrix(matrix, { title, hrefOf }));
  }
  const gaps = gapsOf(matrix, settings.threshold, tests);
  if (gaps.length > 0) print(gapText(gaps, paint));
  const isFresh = settings.docs === undefined || keepDocs(run, settings.docs, specsFiles(outline, tests));
  return gaps.length === 0 && isFresh;
}

async function modelsOf({ settings, loadModel }: SpecRun): Promise<readonly (AggregateModel | ReadModelModel)[]> {
  const files = filesBelow(path.join(settings.folder, "src")).filter((file) => /\.model\.ts$/.test(file));
  const models = await Promise.all(files.map(loadModel));
  return models.filter(isModel);
}

function isModel(value: unknown): value is AggregateModel | ReadModelModel {
  const kind = (value as { readonly kind?: unknown } | undefined)?.kind;
  return kind === "aggregate" || kind === "read-model";
}

/** Writes what the specs say, or says that it is stale. */
function keepDocs(run: SpecRun, docs: string, files: Parameters<typeof planSpecsFiles>[1]): boolean {
  const { settings, print } = run;
  const changes = planSpecsFiles(path.resolve(settings.folder, docs), files);
  const isAllowed = (change: SpecsChange) => run.mayWrite || (run.mayCreate && change.kind === "write" && change.isNew);
  const nameOf = (change: SpecsChange) => slashed(path.relative(settings.folder, change.path));
  const done = changes.filter(isAllowed);
  for (const change of done) {
    if (change.kind === "delete") rmSync(change.path);
    else {
      mkdirSync(path.dirname(change.path), { recursive: true });
      writeFileSync(change.path, change.text);
    }
  }
  const stale = changes.filter((change) => !isAllowed(change));
  if (done.length > 0) {
    print(`The specs were written down in ${done.map(nameOf).join(", ")}. Run \`npx factum docs\`, and commit both.\n`);
  }
  if (stale.length === 0) return true;
  const list = stale.map(
    (change) => `  ${nameOf(change)}${change.kind === "delete" ? " is of nothing any more" : ""}\n`,
  );
  print(
    `The specs say something else than what is written down of them:\n${list.join("")}` +
      "Run `npx vitest run -u` and `npx factum docs`, and commit what they write.\n",
  );
  return false;
}

function outputOf({ folder }: SpecCoverageSettings) {
  return {
    title: titleOf(folder),
    write(file: string, text: () => string): void {
      const target = path.resolve(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text());
    },
  };
}

function titleOf(folder: string): string {
  try {
    const { name } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8")) as { readonly name?: unknown };
    return typeof name === "string" && name !== "" ? name : "Application";
  } catch {
    // Whatever is wrong with it, it is only a title.
    return "Application";
  }
}

function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0";
  return process.stdout.isTTY === true;
}
