import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { REPOSITORY, type TemporaryProject } from "./temporary-project.js";

const require = createRequire(import.meta.url);

/** The packages of every version of TypeScript that generated code must compile with, oldest first. */
export const COMPILERS = ["typescript-5.9", "typescript-6.0", "typescript"] as const;
export const RESOLUTIONS = ["NodeNext", "bundler"] as const;

export interface Compilation {
  readonly compiler: (typeof COMPILERS)[number];
  readonly resolution: (typeof RESOLUTIONS)[number];
}

/** Every compiler, with every way to resolve modules. */
export const COMPILATIONS: readonly Compilation[] = COMPILERS.flatMap((compiler) =>
  RESOLUTIONS.map((resolution) => ({ compiler, resolution })),
);

/** As strict as a team could be. */
const STRICT = {
  ...{ strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
  ...{
    noFallthroughCasesInSwitch: true,
    noImplicitReturns: true,
    allowUnreachableCode: false,
    allowUnusedLabels: false,
  },
  ...{ noUnusedLocals: true, noUnusedParameters: true, noPropertyAccessFromIndexSignature: true },
  ...{ verbatimModuleSyntax: true, isolatedModules: true, erasableSyntaxOnly: true },
};

/**
 * What tsc says of files of a project, a problem each: its first line, from the file's name on. Packages that a team installs
 * come as declarations; here they come as sources, which are held to other settings.
 */
export async function problemsOf(
  project: TemporaryProject,
  include: readonly string[],
  { compiler, resolution }: Compilation,
): Promise<readonly string[]> {
  const config = `tsconfig.${compiler}.${resolution}.json`;
  const compilerOptions = {
    ...{ target: "ES2023", lib: ["ES2023", "ES2024.String"], noEmit: true, skipLibCheck: true, types: ["node"] },
    ...{ typeRoots: [path.join(REPOSITORY, "node_modules/@types")], customConditions: ["@factum/source"] },
    ...(resolution === "bundler" ? { module: "ESNext", moduleResolution: "bundler" } : { module: "NodeNext" }),
    ...STRICT,
  };
  project.write(config, JSON.stringify({ compilerOptions, include }));
  const manifest = require.resolve(`${compiler}/package.json`);
  const output = await outputOf(
    [path.join(path.dirname(manifest), "bin/tsc"), "-p", config, "--pretty", "false"],
    project,
  );
  return output.split("\n").filter((line) => /^[^\s.]/.test(line));
}

function outputOf(args: readonly string[], project: TemporaryProject): Promise<string> {
  const child = spawn(process.execPath, args, { cwd: project.folder, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(output));
  });
}
