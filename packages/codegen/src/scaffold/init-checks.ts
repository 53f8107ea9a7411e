import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { ScaffoldError } from "./scaffold-error.js";

/** What of a package.json is looked at. */
export interface Manifest {
  readonly type?: unknown;
  readonly scripts?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
}

/** Files that a folder may hold and still count as empty. */
const HARMLESS = /^(\.|readme|license)/i;

/** @throws {ScaffoldError} below Node 20.19, the first with `require` of ES modules and all that models are loaded with */
export function assertNodeVersion(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new ScaffoldError(
    `Factum needs Node 20.19 or newer; this is ${version}.`,
    "Install a newer one and try again.",
  );
}

/** @throws {ScaffoldError} if there is a file where a folder is to be, or a folder with files that are no package's */
export function assertUsableFolder(folder: string, shown: string, yes: boolean): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new ScaffoldError(`${shown} is a file, not a folder.`, "Name a folder.");
  if (yes || existsSync(path.join(folder, "package.json"))) return;
  if (readdirSync(folder).every((name) => HARMLESS.test(name))) return;
  throw new ScaffoldError(
    `The folder ${shown} holds files, but no package.json; nothing was written.`,
    "Name another folder, or say --yes to have a project made among these files, none of which is changed.",
  );
}

/** The folder's package.json; undefined if there is none. @throws {ScaffoldError} if it is no JSON, or not one of ES modules */
export function readManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return undefined;
  const manifest = parsed(readFileSync(file, "utf8"));
  if (manifest.type === "module") return manifest;
  throw new ScaffoldError(
    'package.json does not say "type": "module", and Factum\'s code is ES modules; nothing was written.',
    "Run `npm pkg set type=module` if your code is too, and try again; else name a folder for a package of its own.",
  );
}

function parsed(text: string): Manifest {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new ScaffoldError("package.json holds no JSON object; nothing was written.", "Mend it first.");
}

/** @throws {ScaffoldError} if npm would not take the name */
export function assertPackageName(name: string): void {
  const isName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(name);
  if (isName && name.length <= 214 && name !== "node_modules") return;
  throw new ScaffoldError(
    `${JSON.stringify(name)} is no name of a package.`,
    "Use lower-case letters, digits, -, _ and ., e.g. library or @acme/library.",
  );
}

/** A folder's name as the name of a package. */
export function packageNameFor(folderName: string): string {
  const name = folderName
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+|[._-]+$/g, "")
    .slice(0, 214);
  return name === "" || name === "node_modules" ? "factum-app" : name;
}
