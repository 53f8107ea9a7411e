import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * The tsconfig that tsx takes for a folder, and those that it extends; none if there is none. Undefined if one of them cannot
 * be read well enough to know the next.
 */
export function tsconfigChain(folder: string): readonly string[] | undefined {
  const first = nearestTsconfig(folder);
  const chain = new Set(first === undefined ? [] : [first]);
  // Grows while it is walked.
  for (const file of chain) {
    const extended = extendedBy(file);
    if (extended === undefined) return undefined;
    for (const each of extended) chain.add(each);
  }
  return [...chain];
}

function nearestTsconfig(folder: string): string | undefined {
  const file = path.join(folder, "tsconfig.json");
  if (existsSync(file)) return file;
  const parent = path.dirname(folder);
  return parent === folder ? undefined : nearestTsconfig(parent);
}

function extendedBy(file: string): readonly string[] | undefined {
  try {
    const config = JSON.parse(withoutComments(readFileSync(file, "utf8"))) as { extends?: string | readonly string[] };
    return [config.extends ?? []].flat().map((name) => extendedFile(file, name));
  } catch {
    return undefined;
  }
}

/** @throws if there is no such file */
function extendedFile(file: string, name: string): string {
  const resolve = createRequire(file).resolve;
  const candidates = [name, `${name}.json`, `${name}/tsconfig.json`];
  if (/^[./]|^[A-Za-z]:/.test(name)) {
    const found = candidates.map((each) => path.resolve(path.dirname(file), each)).find((each) => isJsonFile(each));
    if (found !== undefined) return found;
  }
  return resolve(name);
}

function isJsonFile(file: string): boolean {
  return file.endsWith(".json") && existsSync(file);
}

/** JSON as a tsconfig may have it: with comments, and commas at the end. */
function withoutComments(text: string): string {
  return text
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted: string | undefined) => quoted ?? "")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, quoted: string | undefined) => quoted ?? "");
}
