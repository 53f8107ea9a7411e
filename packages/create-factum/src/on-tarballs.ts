import { readdirSync } from "node:fs";
import path from "node:path";
import { CreateError } from "./create-error.js";

/** What is looked at of an application's package.json. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * The manifest with Factum's packages out of tarballs in a folder, also those that only others of them use.
 *
 * @throws {CreateError} if the folder lacks one that the application uses
 */
export function onTarballs(manifest: Manifest, folder: string): Manifest & { overrides: Record<string, string> } {
  const tarballs = tarballsIn(folder);
  const ours = (packages: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(
      Object.entries(packages).map(([name, range]) => {
        if (name !== "factum" && !name.startsWith("@factum/")) return [name, range];
        const tarball = tarballs.get(name);
        if (tarball !== undefined) return [name, tarball];
        throw new CreateError(`${folder} holds no tarball of ${name}.`, "Put one there with `npm pack`.");
      }),
    );
  return {
    ...manifest,
    dependencies: ours(manifest.dependencies),
    devDependencies: ours(manifest.devDependencies),
    overrides: Object.fromEntries(tarballs),
  };
}

/** By the name of the package, as a manifest refers to it. */
function tarballsIn(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of filesIn(folder)) {
    const [, scoped, plain] = /^(?:factum-([a-z][a-z-]*)|(factum))-\d+\.\d+\.\d+.*\.tgz$/.exec(file) ?? [];
    const name = scoped === undefined ? plain : `@factum/${scoped}`;
    if (name !== undefined) found.set(name, `file:${path.resolve(folder, file)}`);
  }
  return found;
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (cause) {
    throw new CreateError(`${folder} is no folder that can be read.`, "Name one with tarballs.", { cause });
  }
}
