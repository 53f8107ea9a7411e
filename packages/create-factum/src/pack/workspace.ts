import { readFileSync } from "node:fs";
import path from "node:path";

/** What is looked at of a package.json of the repository. */
export interface WorkspaceManifest {
  readonly version: string;
  readonly engines?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
}

/** The repository's own manifest, which has the tools that its packages are tested with. */
export function readWorkspace(repository: string): WorkspaceManifest {
  return JSON.parse(readFileSync(path.join(repository, "package.json"), "utf8")) as WorkspaceManifest;
}

/** The repository's tools, in the versions that an application gets: these, or compatible ones. */
export function toolsOf({ devDependencies = {} }: WorkspaceManifest, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => {
      const range = devDependencies[name];
      if (range === undefined) throw new Error(`The repository has no ${name} in its devDependencies.`);
      return [name, /^\d/.test(range) ? `^${range}` : range];
    }),
  );
}

/** What Factum's packages are released under, all of them together. */
export function released(dependencies: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(dependencies).map(([name, range]) => [name, isOurs(name) ? `^${range}` : range]),
  );
}

function isOurs(name: string): boolean {
  return name === "factum" || name.startsWith("@factum/");
}
