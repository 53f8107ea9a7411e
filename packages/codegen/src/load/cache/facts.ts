import { existsSync, readdirSync, realpathSync } from "node:fs";
import path from "node:path";
import type { FileReader } from "./file-reader.js";

/**
 * Something about the file system that an evaluation rested on; it may be done without as long as all of them are the same.
 *
 * - `file`: the content of a file
 * - `names`: which entries of a folder have a name that is `stem`, or begins with it and a dot: what an import may lead to
 * - `package`: where a package is found from a folder
 * - `manifest`: which package.json counts in a folder, and what it says
 */
export type Fact =
  | readonly ["file", file: string]
  | readonly ["names", folder: string, stem: string]
  | readonly ["package", folder: string, name: string]
  | readonly ["manifest", folder: string];

/** The fact as one string, to be a key in maps. */
export function factKey(fact: Fact): string {
  return JSON.stringify(fact);
}

/** The files whose content facts are about, each once. */
export function filesOf(facts: readonly { readonly fact: Fact }[]): readonly string[] {
  return [...new Set(facts.flatMap(({ fact }) => (fact[0] === "file" ? [fact[1]] : [])))];
}

/** What facts are, at one moment: each is looked at once. */
export interface FactReader {
  valueOf(fact: Fact): string;
}

export function createFactReader(files: FileReader): FactReader {
  const entries = new Map<string, readonly string[]>();
  const found = new Map<string, string | undefined>();
  const values = new Map<string, string>();
  const realPaths = new Map<string, string>();
  return {
    valueOf(fact) {
      const key = factKey(fact);
      const known = values.get(key) ?? look(fact);
      values.set(key, known);
      return known;
    },
  };

  function look(fact: Fact): string {
    switch (fact[0]) {
      case "file":
        return files.hashOf(fact[1]);
      case "names":
        return entriesOf(fact[1])
          .filter((name) => name === fact[2] || name.startsWith(`${fact[2]}.`))
          .join("/");
      case "package": {
        const folder = nearest(fact[1], path.join("node_modules", fact[2]));
        return folder === undefined ? "" : realPathOf(folder);
      }
      case "manifest": {
        const file = nearest(fact[1], "package.json");
        return file === undefined ? "" : `${file} ${files.hashOf(file)}`;
      }
    }
  }

  function realPathOf(folder: string): string {
    const known = realPaths.get(folder) ?? realpathSync(folder);
    realPaths.set(folder, known);
    return known;
  }

  function entriesOf(folder: string): readonly string[] {
    const known = entries.get(folder) ?? namesIn(folder);
    entries.set(folder, known);
    return known;
  }

  /** The first `name` in the folder or one around it. */
  function nearest(folder: string, name: string): string | undefined {
    const here = path.join(folder, name);
    if (found.has(here)) return found.get(here);
    const parent = path.dirname(folder);
    const file = existsSync(here) ? here : parent === folder ? undefined : nearest(parent, name);
    found.set(here, file);
    return file;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // It is not there, or is no folder.
    return [];
  }
}
