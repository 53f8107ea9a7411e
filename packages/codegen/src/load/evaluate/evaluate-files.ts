import { pathToFileURL } from "node:url";
import { describeThrown } from "./describe-thrown.js";
import type { EvaluatedFile, EvaluationFailure } from "./protocol.js";
import { readModelValue } from "./read-model-value.js";
import { stackPlace } from "./stack-place.js";
import type { ModelWatch } from "./watch-models.js";

/** Imports every model file, one after another, and reads what each exports. Runs in the child process. */
export async function evaluateFiles(
  files: readonly string[],
  watch: ModelWatch,
  onFile: (file: string) => void,
): Promise<readonly EvaluatedFile[]> {
  const imported: Imported[] = [];
  for (const file of files) {
    onFile(file);
    const entry = await importModel(file);
    const [stray] = (await watch.strayErrors()).map((thrown) => ({ thrown }));
    imported.push({ ...entry, failed: entry.failed ?? stray });
  }
  // Only when all are there is it known which file a read model's aggregates come from.
  const filesOfModels = new Map(imported.map(({ file, exported }) => [exported, file]));
  return imported.map((entry) => evaluated(entry, (aggregate) => filesOfModels.get(aggregate)));
}

interface Imported {
  readonly file: string;
  readonly exported?: unknown;
  /** In an object of its own, because `undefined` can be thrown too. */
  readonly failed?: { readonly thrown: unknown } | undefined;
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
    return { file, failed: { thrown: error } };
  }
}

function evaluated(entry: Imported, fileOf: (aggregate: unknown) => string | undefined): EvaluatedFile {
  const { file, exported, failed } = entry;
  if (failed !== undefined) return { file, failure: threw(failed.thrown) };
  if (entry.hasDefault !== true) return { file, failure: { kind: "no-default-export" } };
  try {
    const model = readModelValue(exported, fileOf);
    return model === undefined ? { file, failure: { kind: "not-a-model", got: describe(exported) } } : { file, model };
  } catch (error) {
    // Getters, lazy schemas and refinements of the model run while it is read.
    return { file, failure: threw(error) };
  }
}

function threw(error: unknown): EvaluationFailure {
  const at = stackPlace(error, process.cwd());
  const message = describeThrown(error, process.cwd());
  return { kind: "threw", message, ...(at === undefined ? {} : { at }) };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && "_zod" in value) return "a zod schema";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
