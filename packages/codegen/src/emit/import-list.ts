import { braced, lines } from "./printer/blocks.js";
import type { Doc } from "./printer/doc.js";
import { inNaturalOrder, naturallyBy } from "./printer/natural-order.js";
import { stringLiteral } from "./printer/string-literal.js";

/** The imports of a generated file: gathered while its code is made, printed sorted, each name once. */
export interface ImportList {
  /** Imports a type, and gives its name back to be written. */
  type(source: string, name: string): string;
  /** Imports a value, and gives its name back to be written. */
  value(source: string, name: string): string;
  /** Imports the default export as `name`. */
  default(source: string, name: string): string;
  /** Imports all of a module as `name`; with `typesOnly`, for its types alone. */
  namespace(source: string, name: string, typesOnly: boolean): string;
  print(): Doc;
}

interface Source {
  readonly types: Set<string>;
  readonly values: Set<string>;
  whole?: string;
}

export function createImportList(): ImportList {
  const sources = new Map<string, Source>();
  return {
    type(source, name) {
      entry(source).types.add(name);
      return name;
    },
    value(source, name) {
      entry(source).values.add(name);
      return name;
    },
    default(source, name) {
      entry(source).whole = name;
      return name;
    },
    namespace(source, name, typesOnly) {
      entry(source).whole = `${typesOnly ? "type " : ""}* as ${name}`;
      return name;
    },
    print: () => lines(inOrder(sources).map(([name, source]) => statement(name, source))),
  };

  function entry(name: string): Source {
    const known = sources.get(name) ?? { types: new Set(), values: new Set() };
    sources.set(name, known);
    return known;
  }
}

function statement(name: string, { types, values, whole }: Source): Doc {
  const end = [" from ", stringLiteral(name), ";"];
  if (whole !== undefined) return ["import ", whole, ...end];
  if (values.size === 0) return ["import type ", specifiers(inNaturalOrder(types)), ...end];
  const names = inNaturalOrder(new Set([...values, ...types]));
  return ["import ", specifiers(names.map((each) => (values.has(each) ? each : `type ${each}`))), ...end];
}

/** A formatter leaves a single name on its line, however long that gets. */
function specifiers(names: readonly string[]): Doc {
  return names.length === 1 ? `{ ${names.join("")} }` : braced(names);
}

/** Packages first, then the farthest folder above; the module's own folder last. */
function inOrder(sources: ReadonlyMap<string, Source>): readonly (readonly [string, Source])[] {
  const sorted = naturallyBy(sources, ([name]) => bySegments(name));
  return sorted
    .map((entry) => ({ entry, away: distance(entry[0]) }))
    .sort((a, b) => b.away - a.away)
    .map(({ entry }) => entry);
}

/** A folder's files come before those of a folder whose name only begins like it: the separator sorts before everything. */
function bySegments(source: string): string {
  return source.replaceAll("/", "\u0000");
}

function distance(source: string): number {
  if (!source.startsWith(".")) return Number.MAX_SAFE_INTEGER;
  return source.split("/").filter((segment) => segment === "..").length;
}
