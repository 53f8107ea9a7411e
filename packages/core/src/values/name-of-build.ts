import { nameOfTable } from "./name-of-table.js";

/**
 * What one build of a read model is called, or one of its tables: `training_list_v1` for build 1, then `training_list_v1_b2`.
 * The listener that keeps a build has the same name.
 */
export function nameOfBuild(named: { readonly name: string; readonly version: number }, build: number): string {
  return build === 1 ? nameOfTable(named) : `${nameOfTable(named)}_b${build}`;
}
