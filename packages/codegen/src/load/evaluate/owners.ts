import { MODEL_SUFFIX } from "../../model/model-file.js";
import type { ImportEdge } from "./import-edge.js";
import { createImportGraph } from "./import-graph.js";
import { type Imported, importModel } from "./import-model.js";

/** Knows which model file exports an aggregate by default. */
export interface Owners {
  /**
   * Looks among the files that the model leads to and no others, so that the answer depends on nothing but those.
   * CommonJS does not tell what it leads to; there all files count.
   */
  fileOf(aggregate: unknown, model: Imported): string | undefined;
}

export async function createOwners(
  edges: readonly ImportEdge[],
  imported: ReadonlyMap<string, Imported>,
): Promise<Owners> {
  const graph = createImportGraph(edges);
  const models = new Map(imported);
  const reached = new Set([...imported.keys()].flatMap((file) => [...graph.reachable(file)]));
  for (const file of [...reached].sort()) {
    // They were evaluated when the model that leads to them was.
    if (file.endsWith(MODEL_SUFFIX) && !models.has(file)) models.set(file, await importModel(file));
  }
  return {
    fileOf(aggregate, model) {
      const candidates = model.isCommonJs === true ? [...models.keys()] : [...graph.reachable(model.file)];
      return candidates
        .filter((file) => models.get(file)?.exported === aggregate)
        .sort()
        .at(-1);
    },
  };
}
