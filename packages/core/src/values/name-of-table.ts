import type { ReadModelTable } from "../ports/read-model-store.js";

/** What a read model's table is called with its version, e.g. `training_list_v1`. */
export function nameOfTable({ name, version }: Pick<ReadModelTable, "name" | "version">): string {
  return `${name}_v${version}`;
}
