import { createRequire } from "node:module";
import path from "node:path";
import { REPOSITORY, type TemporaryProject } from "./temporary-project.js";

const resolve = createRequire(import.meta.url).resolve;

/** Type-checks a project with its own tsconfig.json, else with the repository's; empty if all is well. */
export function typeErrors(project: TemporaryProject): string {
  if (!project.files().includes("tsconfig.json")) {
    const config = { extends: path.join(REPOSITORY, "tsconfig.base.json"), include: ["src"] };
    project.write("tsconfig.json", JSON.stringify(config));
  }
  const tsc = path.join(path.dirname(resolve("typescript/package.json")), "bin/tsc");
  // Factum's packages are sources here, which need more of the library than they would as they are published.
  const sources = ["--customConditions", "@factum/source", "--lib", "ES2023,ES2024.String"];
  return project.node([tsc, "-p", ".", ...sources]).output;
}

/** What running a project's specs came to. */
export interface SpecRun {
  readonly passed: number;
  readonly failed: number;
  readonly todo: number;
  /** Whether vitest was content. */
  readonly success: boolean;
}

/** Runs a project's specs with vitest, on the project's own configuration if it has one. */
export function runSpecs(project: TemporaryProject): SpecRun {
  const own = project.files().includes("vitest.config.ts")
    ? 'import own from "./vitest.config.js";'
    : "const own = {};";
  project.write("check.config.ts", `import { mergeConfig } from "vitest/config";\n${own}\n${SOURCES}`);
  const vitest = path.join(path.dirname(resolve("vitest/package.json")), "vitest.mjs");
  const surroundings = Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST") && name !== "TEST");
  const report = ["--reporter=json", "--outputFile=check.json"];
  const run = project.node([vitest, "run", "--config", "check.config.ts", ...report], Object.fromEntries(surroundings));
  if (!project.files().includes("check.json")) throw new Error(run.output);
  const result = JSON.parse(project.read("check.json"));
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests,
    todo: result.numTodoTests,
    success: run.code === 0,
  };
}

const SOURCES = `const conditions = ["@factum/source", "node", "import", "default"];
export default mergeConfig(own, { resolve: { conditions }, ssr: { resolve: { conditions } } });
`;
