import path from "node:path";

/**
 * Absolute path of a project's registry. Files generated for a model are called `<model>.<kind>.ts`, and none is of the
 * kind `registry`: so it collides with no model, not even with one that stands directly in `src`.
 */
export function registryFile(folder: string): string {
  return path.join(folder, "src", "generated", "registry.ts");
}
