import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The files of a template: path with `/` → text. */
export type Files = ReadonlyMap<string, string>;

/** Every file of a folder that git keeps, or would keep: nothing that was built, installed or stored there. */
export function trackedFiles(folder: string): Files {
  const list = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: folder });
  const names = list.toString().split("\0");
  return read(
    folder,
    names.filter((name) => name !== ""),
  );
}

/** Every file of a folder that was made for the purpose. */
export function allFiles(folder: string): Files {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return read(
    folder,
    entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/")),
  );
}

function read(folder: string, names: readonly string[]): Files {
  // Bytes that are no text would not survive, so they must not get in.
  const text = new TextDecoder("utf-8", { fatal: true });
  return new Map(names.toSorted().map((name) => [name, text.decode(readFileSync(path.join(folder, name)))]));
}
