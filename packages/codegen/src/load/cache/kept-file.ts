import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { hashOfBytes } from "./file-reader.js";

/** Far more than any project's models need; a file beyond it is not ours. */
const MAX_BYTES = 512 * 1024 * 1024;
/** Folders come and go, those of tests above all. */
const MAX_FILES = 40;

/** Where something of a project is kept between processes; undefined if the project has no `node_modules`. */
export function keptFile(folder: string, name: string): string | undefined {
  for (let around = folder; ; around = path.dirname(around)) {
    const modules = path.join(around, "node_modules");
    if (existsSync(modules)) return path.join(modules, ".cache", "factum", `${name}-${hashOfBytes(folder)}.json`);
    if (path.dirname(around) === around) return undefined;
  }
}

/**
 * What was kept under a format, as JSON gives it; undefined if there is nothing, or the file is not as it was written.
 *
 * @param format changes whenever the form of what is kept does
 * @param read throws if the value does not have its form
 */
export function readKept<Value>(file: string, format: string, read: (value: unknown) => Value): Value | undefined {
  try {
    if (!isOurs(file)) return undefined;
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return text.slice(0, end) === headOf(format, body) ? read(JSON.parse(body)) : undefined;
  } catch {
    // What cannot be read is as good as nothing.
    return undefined;
  }
}

/** Keeps a value for the next process, or does not: it saves time and nothing else. */
export function writeKept(file: string, format: string, value: unknown): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    const body = JSON.stringify(value);
    writeFileSync(temporary, `${headOf(format, body)}\n${body}`, { flag: "wx", mode: 0o600 });
    renameSync(temporary, file);
    dropOldest(path.dirname(file));
  } catch {
    rmSync(temporary, { force: true });
  }
}

function headOf(format: string, body: string): string {
  return `${format} ${hashOfBytes(body)}`;
}

/** A link, or another user's file, was not put there by us. */
function isOurs(file: string): boolean {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || stats.size > MAX_BYTES) return false;
  return process.getuid === undefined || stats.uid === process.getuid();
}

function dropOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const byAge = files.map((file) => ({ file, at: statSync(file).mtimeMs })).sort((a, b) => b.at - a.at);
  for (const { file } of byAge.slice(MAX_FILES)) rmSync(file, { force: true });
}
