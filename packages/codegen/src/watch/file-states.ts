import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { LOCK_FOLDER } from "../lock/lock-file.js";

/** The folders and files that a project's generation depends on, as they are now. */
export interface FileStates {
  readonly folders: readonly string[];
  /** Every file that models may be made of, with its times and size: another text whenever one was changed. */
  readonly stamp: string;
}

const SKIPPED = new Set(["node_modules", "dist"]);

/** Files that models were made of, wherever they are. */
export interface ModelSources {
  readonly own: readonly string[];
  /** Of packages; their folders are not counted in. */
  readonly packages: readonly string[];
}

export function fileStates(folder: string, { own, packages }: ModelSources): FileStates {
  const folders: string[] = [folder, ...own.map((file) => path.dirname(file))];
  const settings = ["package.json", "tsconfig.json"].map((name) => path.join(folder, name));
  const stamps = [...settings, ...own, ...packages].map(stampOf);
  walk(path.join(folder, "src"));
  walk(path.join(folder, LOCK_FOLDER));
  return { folders: [...new Set(folders)], stamp: stamps.join("\n") };

  function walk(current: string): void {
    folders.push(current);
    if (path.basename(current) === "generated") return;
    for (const entry of entriesOf(current)) {
      const file = path.join(current, entry.name);
      if (!entry.isDirectory()) stamps.push(stampOf(file));
      else if (!SKIPPED.has(entry.name)) walk(file);
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Deleted since it was listed.
    return [];
  }
}

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? file : `${file} ${stats.ino} ${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
}
