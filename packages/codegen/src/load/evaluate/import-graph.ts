import type { ImportEdge } from "./import-edge.js";

/** What files import. */
export interface ImportGraph {
  /** The imports that stand in a file, each once. */
  importsOf(file: string): readonly ImportEdge[];
  /** The file and all that it leads to, over any number of imports. */
  reachable(file: string): ReadonlySet<string>;
}

export function createImportGraph(edges: readonly ImportEdge[]): ImportGraph {
  const bySource = new Map<string, Map<string, ImportEdge>>();
  for (const edge of edges) {
    const ofFile = bySource.get(edge.from) ?? new Map<string, ImportEdge>();
    ofFile.set(edge.specifier, edge);
    bySource.set(edge.from, ofFile);
  }
  return { importsOf, reachable };

  function importsOf(file: string): readonly ImportEdge[] {
    return [...(bySource.get(file)?.values() ?? [])];
  }

  function reachable(file: string): ReadonlySet<string> {
    const found = new Set([file]);
    // Grows while it is walked.
    for (const each of found) for (const { to } of importsOf(each)) found.add(to);
    return found;
  }
}
