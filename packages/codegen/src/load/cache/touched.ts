import { existsSync, realpathSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { oncePer } from "../../model/once-per.js";
import type { ImportEdge } from "../evaluate/import-edge.js";
import type { ImportGraph } from "../evaluate/import-graph.js";
import type { Looked, Lookup } from "../source/noting-parser.js";
import type { Fact } from "./facts.js";

/** What the evaluation of one model rested on. */
export interface Touched {
  /** About the project's own files. */
  readonly own: readonly Fact[];
  /** About files of packages, a list for each that is imported; the same list for all models that import it. */
  readonly packages: readonly (readonly Fact[])[];
}

/**
 * What a model's evaluation rested on; undefined if that is not known, or not only files: CommonJS, a module of Node,
 * an import that a tsconfig or a package.json leads elsewhere. Such a model is evaluated anew each time.
 */
export function touchedBy(model: string, graph: ImportGraph, { parsed, lookups }: Looked): Touched | undefined {
  // Every model imports something; if nothing was noted, whoever resolved its imports did not tell.
  if (graph.importsOf(model).length === 0) return undefined;
  const own: Fact[] = [...lookups.values()].flatMap(lookedFor);
  const packageEntries: string[] = [];
  const ownFiles = new Set([model, ...parsed]);
  // Grows while it is walked.
  for (const file of ownFiles) {
    own.push(["file", file], ["manifest", path.dirname(file)]);
    for (const edge of graph.importsOf(file)) {
      if (edge.isCommonJs) return undefined;
      if (edge.specifier.startsWith(".")) {
        own.push(...lookedFor(edge));
        ownFiles.add(edge.to);
      } else {
        const fact = packageOf(edge);
        if (fact === undefined) return undefined;
        own.push(fact);
        packageEntries.push(edge.to);
      }
    }
  }
  const packages = [...new Set(packageEntries)].map((entry) => packagesBehind(graph, entry));
  if (packages.includes(undefined)) return undefined;
  return { own, packages: packages.flatMap((facts) => (facts === undefined ? [] : [facts])) };
}

/** What a package's entry leads to; undefined if CommonJS is among it. Of each entry it is found once, since models share them. */
function packagesBehind(graph: ImportGraph, entry: string): readonly Fact[] | undefined {
  const known = packagesOf(graph);
  if (!known.has(entry)) known.set(entry, findPackages(graph, entry));
  return known.get(entry);
}

const packagesOf = oncePer((_: ImportGraph) => new Map<string, readonly Fact[] | undefined>());

function findPackages(graph: ImportGraph, entry: string): readonly Fact[] | undefined {
  const files = [...graph.reachable(entry)].filter(path.isAbsolute);
  if (files.some((file) => graph.importsOf(file).some(({ isCommonJs }) => isCommonJs))) return undefined;
  return files.flatMap((file): Fact[] => [
    ["file", file],
    ["manifest", path.dirname(file)],
  ]);
}

/** A file of the same name, or an `index` in a folder of that name, could take the place of what was found. */
export function lookedFor({ from, specifier }: Lookup): readonly Fact[] {
  const target = path.resolve(path.dirname(from), specifier);
  const stem = path.basename(target).replace(/\.[cm]?[jt]sx?$/, "");
  return [
    ["names", path.dirname(target), stem],
    ["names", target, "index"],
  ];
}

function packageOf({ from, specifier, to }: ImportEdge): Fact | undefined {
  if (isBuiltin(specifier) || !path.isAbsolute(to)) return undefined;
  const [, name] = /^((?:@[^/]+\/)?[^/@#][^/]*)/.exec(specifier) ?? [];
  if (name === undefined) return undefined;
  for (let folder = path.dirname(from); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, "node_modules", name);
    if (existsSync(candidate)) {
      const inside = path.relative(realpathSync(candidate), to);
      const leadsThere = !inside.startsWith("..") && !path.isAbsolute(inside);
      return leadsThere ? ["package", path.dirname(from), name] : undefined;
    }
    if (path.dirname(folder) === folder) return undefined;
  }
}
