import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { instantiationsRatio } from "./codegen-instantiations.js";
import { writeModels } from "./codegen-models.js";
import { watchLatency } from "./codegen-watch.js";
import { median } from "./statistics.js";

const AGGREGATES = 200;
const ROUNDS = 5;

/**
 * `factum generate` for 200 aggregates of 10 events and 6 commands: seconds of the whole process from nothing, and of
 * `--check` with nothing to do; milliseconds from a save to its generated files; and what generated types cost the compiler.
 */
export async function benchCodegen(): Promise<Record<string, number>> {
  const project = realpathSync(mkdtempSync(join(tmpdir(), "factum-bench-codegen-")));
  try {
    await linkPackages(join(project, "node_modules"));
    writeModels(project, AGGREGATES);
    const cold: number[] = [];
    const unchanged: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Neither what we kept, nor what tsx did, nor the files that were generated before.
      forget(project);
      const temporary = mkdtempSync(join(tmpdir(), "factum-bench-tsx-"));
      cold.push(await secondsOf(project, ["generate"], temporary));
      unchanged.push(await secondsOf(project, ["generate", "--check"], temporary));
      rmSync(temporary, { recursive: true });
    }
    return {
      "codegen.cold_s": median(cold),
      "codegen.check_unchanged_s": median(unchanged),
      "codegen.watch_ms": await watchLatency(project, AGGREGATES),
      "codegen.instantiations_vs_inference": instantiationsRatio(project),
    };
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

async function linkPackages(folder: string): Promise<void> {
  await mkdir(folder);
  const packages = fileURLToPath(new URL("../../node_modules", import.meta.url));
  for (const name of readdirSync(packages)) {
    if (!name.startsWith(".")) symlinkSync(join(packages, name), join(folder, name), "junction");
  }
}

function forget(project: string): void {
  for (const kept of ["node_modules/.cache", "factum.lock"])
    rmSync(join(project, kept), { recursive: true, force: true });
  for (const entry of readdirSync(join(project, "src"), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.name === "generated" || entry.name.endsWith(".decider.ts"))
      rmSync(path, { recursive: true, force: true });
  }
}

/** Of the command as it is published: from its `dist`, in a process of its own. */
function secondsOf(project: string, args: readonly string[], temporary: string): Promise<number> {
  const command = join(dirname(createRequire(import.meta.url).resolve("factum/package.json")), "dist/main.js");
  const start = performance.now();
  const child = spawn(process.execPath, [command, ...args], {
    cwd: project,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve((performance.now() - start) / 1_000);
      else reject(new Error(`factum ${args.join(" ")} ended with code ${code}.`));
    });
  });
}
