import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { inferenceText, SCHEMAS_TEXT } from "./codegen-inference.js";

/** Of the project a twentieth: the ratio is the same, and the compiler is done sooner. */
const AREA = "src/area-1";

/**
 * tsc's instantiations for the generated code of all models ÷ those for the same types inferred from the same zod schemas.
 * What the models' schemas cost by themselves is taken off both.
 */
export function instantiationsRatio(project: string): number {
  const entries = readdirSync(join(project, AREA), { withFileTypes: true, recursive: true });
  const models = entries
    .filter(({ name }) => name.endsWith(".model.ts"))
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const model of models) {
    writeFileSync(model.replace(".model.ts", ".schemas.ts"), SCHEMAS_TEXT);
    const schemas = `./${basename(model, ".model.ts")}.schemas.js`;
    writeFileSync(model.replace(".model.ts", ".inferred.ts"), inferenceText(schemas));
  }
  const count = (...include: readonly string[]) => instantiations(project, include);
  const generated =
    count(`${AREA}/**/*.model.ts`, `${AREA}/**/generated/*.ts`, `${AREA}/**/*.decider.ts`) -
    count(`${AREA}/**/*.model.ts`);
  const inferred = count(`${AREA}/**/*.schemas.ts`, `${AREA}/**/*.inferred.ts`) - count(`${AREA}/**/*.schemas.ts`);
  return generated / inferred;
}

function instantiations(project: string, include: readonly string[]): number {
  const compilerOptions = {
    ...{ target: "ES2023", lib: ["ES2023"], module: "NodeNext", types: [], noEmit: true, skipLibCheck: true },
    ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
  };
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");
  // With several threads each makes the types that it needs, and what one model costs is counted several times.
  const args = [tsc, "-p", project, "--extendedDiagnostics", "--singleThreaded"];
  const output = execFileSync(process.execPath, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const [, count] = /^Instantiations:\s+(\d+)$/m.exec(output) ?? [];
  if (count === undefined) throw new Error(`tsc told no instantiations:\n${output}`);
  return Number(count);
}
