import { createImportGraph } from "../evaluate/import-graph.js";
import type { EvaluatedFile, Evaluation } from "../evaluate/protocol.js";
import type { IndexedText } from "../source/index-texts.js";
import { createFactReader, type Fact, factKey } from "./facts.js";
import type { FileReader } from "./file-reader.js";
import { isOlder } from "./is-older.js";
import type { KnownFact, Memory } from "./memory.js";
import { touchedBy } from "./touched.js";

export interface Remembered {
  readonly memory: Memory;
  /** Whether a file changed while models were read, so that what was read of them is not kept. */
  readonly isUnsettled: boolean;
}

/** When reading began, in milliseconds: of packages, by a process that may have waited, and of the project's own files. */
export interface ReadSince {
  readonly packages: number;
  readonly own: number;
}

/**
 * Adds what was evaluated to a memory, with what it rested on: all of it unchanged since before it was read. What failed
 * is not kept.
 */
export function remember(
  memory: Memory,
  { results, edges }: Evaluation,
  texts: ReadonlyMap<string, IndexedText>,
  since: ReadSince,
  files: FileReader,
): Remembered {
  const graph = createImportGraph(edges);
  const facts = createFactReader(files);
  const packages = new Map(memory.packages.map((known) => [factKey(known.fact), known]));
  const models = new Map(memory.models);
  const settled = new Map<readonly Fact[], boolean>();
  let isUnsettled = false;
  for (const result of results) addModel(result);
  return { memory: { ...memory, packages: [...packages.values()], models }, isUnsettled };

  function addModel(result: EvaluatedFile): void {
    const text = texts.get(result.file);
    if (!("model" in result) || text === undefined) return;
    const touched = touchedBy(result.file, graph, text.looked);
    if (touched === undefined) return;
    // Read before their times are asked for, so that nothing changes unseen in between.
    const own = touched.own.map(known);
    if (!touched.packages.every(isSettled) || !isOlder(touched.own, since.own, files)) {
      isUnsettled = true;
      return;
    }
    models.set(result.file, {
      facts: own,
      model: result.model,
      index: text.index,
      impurities: text.impurities,
    });
  }

  /** Adds what is known of a package. Models share packages, and each is looked at once. */
  function isSettled(all: readonly Fact[]): boolean {
    const before = settled.get(all);
    if (before !== undefined) return before;
    const values = all.map(known);
    const isOld = isOlder(all, since.packages, files);
    settled.set(all, isOld);
    if (!isOld) return false;
    for (const each of values) {
      const key = factKey(each.fact);
      if (!packages.has(key)) packages.set(key, each);
    }
    return true;
  }

  function known(fact: Fact): KnownFact {
    return { fact, value: facts.valueOf(fact) };
  }
}
