import type { AggregateOutline, Outline, ReadModelOutline } from "../spec-coverage/outline.js";
import type { SpecTest } from "../spec-coverage/spec-test.js";

/** A file of the living documentation, from its folder, with `/`. */
export interface SpecsFile {
  readonly path: string;
  readonly text: string;
}

/** Stands in every file that is written here; a file without it is somebody else's. */
export const SPECS_MARK = "Written by the specs as they passed. Change the specs, then run `npx vitest run -u`.";

/**
 * More stories than anybody reads: a test that shows so many is a property over made-up histories, and not the same each
 * time. It counts, but is not documentation.
 */
const TOO_MANY = 20;

/**
 * What the specs say, for `factum docs`: a file for each aggregate and each read model that a spec is about. The same bytes
 * wherever and however often the specs run, as long as they say the same: no line numbers, no times.
 *
 * @param tests in the order of the files, and in each file in its order
 */
export function specsFiles({ aggregates, readModels }: Outline, tests: readonly SpecTest[]): readonly SpecsFile[] {
  return [
    ...aggregates.flatMap((aggregate) => aggregateFile(aggregate, tests)),
    ...readModels.flatMap((readModel) => readModelFile(readModel, tests)),
  ];
}

function aggregateFile({ name, states }: AggregateOutline, tests: readonly SpecTest[]): readonly SpecsFile[] {
  const specs = tests.flatMap(({ file, titles, shown }) => {
    const stories = shown.stories.filter(({ aggregate }) => aggregate === name);
    if (stories.length === 0 || stories.length > TOO_MANY) return [];
    return [{ file, titles, stories: stories.map(({ given, steps, state }) => ({ given, steps, state })) }];
  });
  if (specs.length === 0) return [];
  return [{ path: `aggregates/${name}.json`, text: fileText({ aggregate: name, states, specs }) }];
}

function readModelFile({ name }: ReadModelOutline, tests: readonly SpecTest[]): readonly SpecsFile[] {
  const specs = tests.flatMap(({ file, titles, shown }) => {
    const folds = shown.folds.filter(({ readModel }) => readModel === name);
    if (folds.length === 0 || folds.length > TOO_MANY) return [];
    return [{ file, titles, folds: folds.map(({ given, shows }) => ({ given, shows })) }];
  });
  if (specs.length === 0) return [];
  return [{ path: `read-models/${name}.json`, text: fileText({ readModel: name, specs }) }];
}

/** A line for each spec, so that branches that add specs conflict only where they should. */
function fileText({
  specs,
  ...about
}: { readonly specs: readonly object[] } & Readonly<Record<string, unknown>>): string {
  const head = Object.entries({ note: SPECS_MARK, format: 1, ...about }).map(
    ([key, value]) => `  "${key}": ${json(value)},\n`,
  );
  return `{\n${head.join("")}  "specs": [\n${specs.map((spec) => `    ${json(spec)}`).join(",\n")}\n  ]\n}\n`;
}

function json(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "string" ? each.toWellFormed() : each));
}
