import path from "node:path";
import { fileURLToPath } from "node:url";
import { slashed } from "./slashed.js";

/** The file of a module in this folder, as a source or as built. */
export function besides(name: string): string {
  const here = fileURLToPath(import.meta.url);
  return slashed(path.join(path.dirname(here), name + path.extname(here)));
}
