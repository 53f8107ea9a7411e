import type { Fact } from "./facts.js";
import { CLOCK_STEP_MS, type FileReader } from "./file-reader.js";

/** Whether all that facts are about has been unchanged since before a time, in milliseconds. */
export function isOlder(facts: readonly Fact[], time: number, files: FileReader): boolean {
  return facts.every((fact) => {
    const place = fact[0] === "file" || fact[0] === "names" ? fact[1] : undefined;
    return place === undefined || files.changedAt(place) < time - CLOCK_STEP_MS;
  });
}
