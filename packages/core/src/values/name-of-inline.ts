import { nameOfBuild } from "./name-of-build.js";

/**
 * What the listener of an inline read model is called, e.g. `training_list_v1_inline`: it moves a checkpoint and writes no
 * rows. Another name than that of the listener that writes them, so that nobody who had that one before can go on with it.
 */
export function nameOfInline(named: { readonly name: string; readonly version: number }, build: number): string {
  return `${nameOfBuild(named, build)}_inline`;
}
