import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { CreateError } from "./create-error.js";
import { type Manifest, onTarballs } from "./on-tarballs.js";
import { APP_NAME, GITIGNORE } from "./template-marks.js";

export interface FillTemplateOptions {
  readonly template: string;
  /** Where the files go; it must not be there yet. */
  readonly folder: string;
  readonly name: string;
  /** A folder with tarballs of Factum's packages. */
  readonly packages?: string;
}

/**
 * Copies a template, with the application's name in it.
 *
 * @throws {CreateError} if the name is that of a package which the application uses
 */
export function fillTemplate({ template, folder, name, packages }: FillTemplateOptions): void {
  mkdirSync(folder);
  for (const entry of readdirSync(template, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const from = path.join(entry.parentPath, entry.name);
    const inApp = path.relative(template, from);
    const to = path.join(folder, inApp === GITIGNORE ? ".gitignore" : inApp);
    mkdirSync(path.dirname(to), { recursive: true });
    const text = readFileSync(from, "utf8").replaceAll(APP_NAME, name);
    writeFileSync(to, inApp === "package.json" ? manifestText(text, name, packages) : text);
  }
}

function manifestText(text: string, name: string, packages: string | undefined): string {
  const manifest = JSON.parse(text) as Manifest;
  const uses = { ...manifest.dependencies, ...manifest.devDependencies };
  if (Object.hasOwn(uses, name)) {
    // npm installs no package into one of the same name.
    throw new CreateError(`The application uses a package ${name}, so it cannot have that name.`, "Take another one.");
  }
  const chosen = packages === undefined ? manifest : onTarballs(manifest, packages);
  return `${JSON.stringify(chosen, undefined, 2)}\n`;
}
