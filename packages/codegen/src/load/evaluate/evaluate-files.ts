import { describeThrown } from "./describe-thrown.js";
import { type Imported, importModel } from "./import-model.js";
import { createOwners } from "./owners.js";
import type { EvaluatedFile, Evaluation, EvaluationFailure } from "./protocol.js";
import { readModelValue } from "./read-model-value.js";
import { stackPlace } from "./stack-place.js";
import type { ImportTrace } from "./trace-imports.js";
import type { ModelWatch } from "./watch-models.js";

/** Imports every model file, one after another, and reads what each exports. Runs in the child process. */
export async function evaluateFiles(
  files: readonly string[],
  { trace, watch }: { readonly trace: ImportTrace; readonly watch: ModelWatch },
  onFile: (file: string) => void,
): Promise<Evaluation> {
  const imported = new Map<string, Imported>();
  for (const file of files) {
    onFile(file);
    const entry = await importModel(file);
    const [stray] = (await watch.strayErrors()).map((thrown) => ({ thrown }));
    imported.set(file, { ...entry, failed: entry.failed ?? stray });
  }
  const edges = await trace();
  const owners = await createOwners(edges, imported);
  const results = files.flatMap((file) => {
    const entry = imported.get(file);
    return entry === undefined ? [] : [evaluated(entry, (aggregate) => owners.fileOf(aggregate, entry))];
  });
  return { results, edges };
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
