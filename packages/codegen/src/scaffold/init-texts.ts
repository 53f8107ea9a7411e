import { readFileSync } from "node:fs";
import type { Manifest } from "./init-checks.js";

/** Tools of a new project, in the versions that this one is tested with. */
export const TOOLS = { "@types/node": "^20.19.0", typescript: "^7.0.2", vitest: "^4.1.12" } as const;

const SCRIPTS = {
  generate: "factum generate",
  // Who forgot to generate is told so, instead of by whatever it breaks.
  test: "factum generate --check && vitest run",
  typecheck: "tsc --noEmit",
};

export const TSCONFIG = `${JSON.stringify(
  {
    compilerOptions: {
      target: "ES2023",
      module: "NodeNext",
      types: ["node"],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      verbatimModuleSyntax: true,
      skipLibCheck: true,
      noEmit: true,
    },
    include: ["src", "vitest.config.ts"],
  },
  undefined,
  2,
)}\n`;

export const GITIGNORE = "node_modules/\ndist/\ncoverage/\n*.log\n.env\n";

export const VITEST_CONFIG = `import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["src/**/*.{spec,test}.ts"] },
});
`;

/** The package.json of a new project. */
export function manifestText(name: string): string {
  const manifest = {
    name,
    version: "0.0.0",
    private: true,
    type: "module",
    engines: { node: ">=20.19" },
    scripts: SCRIPTS,
    ...packagesNeeded(),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** Commands that give a package.json what it lacks; nobody but its owner changes it. */
export function manifestAdvice(manifest: Manifest): readonly string[] {
  const { dependencies, devDependencies } = packagesNeeded();
  const installed = { ...objectOf(manifest.dependencies), ...objectOf(manifest.devDependencies) };
  const lacking = (wanted: Readonly<Record<string, string>>) =>
    Object.entries(wanted).flatMap(([name, range]) => (Object.hasOwn(installed, name) ? [] : [`"${name}@${range}"`]));
  const scripts = Object.entries(SCRIPTS).filter(([name]) => !Object.hasOwn(objectOf(manifest.scripts), name));
  const [run, dev] = [lacking(dependencies), lacking(devDependencies)];
  return [
    ...(run.length === 0 ? [] : [`npm install ${run.join(" ")}`]),
    ...(dev.length === 0 ? [] : [`npm install --save-dev ${dev.join(" ")}`]),
    ...scripts.map(([name, command]) => `npm pkg set "scripts.${name}=${command}"`),
  ];
}

function packagesNeeded() {
  // The same path from `src` and from `dist`. All packages of Factum have one version.
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  const own = JSON.parse(text) as { version: string; dependencies: { zod: string } };
  const factum = `^${own.version}`;
  return {
    dependencies: { "@factum/core": factum, "@factum/pg-adapter": factum, zod: own.dependencies.zod },
    devDependencies: {
      "@factum/testing": factum,
      "@types/node": TOOLS["@types/node"],
      factum,
      typescript: TOOLS.typescript,
      vitest: TOOLS.vitest,
    },
  };
}

function objectOf(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}
