import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** The packages that a module of this package loads, and those that what it imports loads. */
function packagesOf(module: URL, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(module.href)) return packages;
  seen.add(module.href);
  const statements = readFileSync(module, "utf8").matchAll(
    /^(?:import|export)\s(?!type\s)(?:[^;"]+?\sfrom\s)?"([^"]+)";/gm,
  );
  for (const [, specifier = ""] of statements) {
    if (!specifier.startsWith(".")) packages.add(specifier);
    else for (const each of packagesOf(new URL(specifier.replace(/\.js$/, ".ts"), module), seen)) packages.add(each);
  }
  return packages;
}

it("Specs do not load fast-check, which takes 12 to 26 ms (measured): only those who import properties do", () => {
  expect(packagesOf(new URL("index.ts", import.meta.url))).not.toContain("fast-check");
  expect(packagesOf(new URL("properties/index.ts", import.meta.url))).toContain("fast-check");
});
