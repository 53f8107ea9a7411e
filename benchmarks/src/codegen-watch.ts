import { watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { watchProject } from "@factum/codegen";
import { modelFile, modelText } from "./codegen-models.js";
import { median } from "./statistics.js";

const SAVES = 15;
const PAUSE_MS = 1_000;

/** Median milliseconds from the save of a model file until the last of its generated files is written anew. */
export async function watchLatency(project: string, aggregates: number): Promise<number> {
  const watched = watchProject({ folder: project });
  try {
    await watched.refresh();
    const taken: number[] = [];
    for (let save = 0; save < SAVES; save++) {
      // Nobody saves while the last save is still being looked at, or a moment after.
      await watched.refresh();
      await setTimeout(PAUSE_MS);
      taken.push(await millisecondsOf(project, (save * 37) % aggregates, save));
    }
    return median(taken.slice(1));
  } finally {
    await watched.close();
  }
}

/** Watches the generated folder from outside, so that nothing is measured but what a person would see. */
function millisecondsOf(project: string, index: number, save: number): Promise<number> {
  const model = join(project, modelFile(index));
  const generated = new Set(["types", "runtime", "testkit"].map((kind) => `matter-${index}.${kind}.ts`));
  const text = modelText(index)
    .replace("number 1. */", `number 1, after save ${save}. */`)
    .replace("tags: z.array", `saved${save}: z.string().optional(), tags: z.array`);
  return new Promise((resolve) => {
    const watcher = watch(join(model, "../generated"), (_event, name) => {
      if (name === null || !generated.delete(name) || generated.size > 0) return;
      watcher.close();
      resolve(performance.now() - start);
    });
    const start = performance.now();
    writeFileSync(model, text);
  });
}
