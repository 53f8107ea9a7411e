import { pathToFileURL } from "node:url";
import type { EvaluatedFile, EvaluationFailure } from "./protocol.js";
import { readModelValue } from "./read-model-value.js";
import { stackPlace, transformPlace } from "./stack-place.js";

/** Imports every model file, one after another, and reads what each exports. Runs in the child process. */
export async function evaluateFiles(
  files: readonly string[],
  onFile: (file: string) => void,
): Promise<readonly EvaluatedFile[]> {
  const imported: Imported[] = [];
  for (const file of files) {
    onFile(file);
    imported.push(await importModel(file));
  }
  // Only when all are there is it known which file a read model's aggregates come from.
  const filesOfModels = new Map(imported.map(({ file, exported }) => [exported, file]));
  return imported.map((entry) => evaluated(entry, (aggregate) => filesOfModels.get(aggregate)));
}

interface Imported {
  readonly file: string;
  readonly exported?: unknown;
  readonly error?: unknown;
  readonly hasDefault?: boolean;
}

async function importModel(file: string): Promise<Imported> {
  try {
    const module = (await import(pathToFileURL(file).href)) as { default?: unknown };
    // A package without `"type": "module"` is compiled to CommonJS, whose default stands one level deeper.
    const inner = module.default as { __esModule?: unknown; default?: unknown } | undefined | null;
    const exported = inner?.__esModule === true ? inner.default : module.default;
    return { file, exported, hasDefault: exported !== undefined };
  } catch (error) {
    return { file, error: error ?? new Error("The model threw nothing.") };
  }
}

function evaluated(entry: Imported, fileOf: (aggregate: unknown) => string | undefined): EvaluatedFile {
  const { file, exported, error } = entry;
  if (error !== undefined) return { file, failure: threw(error) };
  if (entry.hasDefault !== true) return { file, failure: { kind: "no-default-export" } };
  try {
    const model = readModelValue(exported, fileOf);
    return model === undefined ? { file, failure: { kind: "not-a-model", got: describe(exported) } } : { file, model };
  } catch (error_) {
    // Getters, lazy schemas and refinements of the model run while it is read.
    return { file, failure: threw(error_) };
  }
}

function threw(error: unknown): EvaluationFailure {
  const at = stackPlace(error, process.cwd());
  const problem = transformPlace(error)?.problem;
  const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const message = problem === undefined ? thrown : `Syntax error: ${problem}`;
  return { kind: "threw", message, ...(at === undefined ? {} : { at }) };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && "_zod" in value) return "a zod schema";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
