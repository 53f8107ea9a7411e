import type { Diagnostic } from "../check/diagnostic.js";
import { keptFact, keptText, unreadable } from "../load/cache/kept-fact.js";
import { readKept, writeKept } from "../load/cache/kept-file.js";
import type { KnownFact } from "../load/cache/memory.js";

/** Raised whenever the form of the file changes. */
const FORMAT = "factum-handlers-1";

/** What was found in the user's files when they were looked into last. */
export interface HandlerMemory {
  /** Of {@link hashOfTools}. */
  readonly tools: string;
  /** By the absolute paths of the files that handlers are wanted of. */
  readonly files: ReadonlyMap<string, RememberedHandlers>;
}

export interface RememberedHandlers {
  /** A hash of what was wanted. */
  readonly wanted: string;
  readonly facts: readonly KnownFact[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Body {
  readonly tools: string;
  readonly files: readonly (readonly [string, RememberedHandlers])[];
}

/** What was kept; undefined if there is nothing, or anything about it is not as it was written. */
export function readHandlerMemory(file: string): HandlerMemory | undefined {
  return readKept(file, FORMAT, (value) => {
    const { tools, files } = value as Body;
    const entries = files.map(([name, { wanted, facts, diagnostics }]): [string, RememberedHandlers] => {
      if (!Array.isArray(diagnostics)) unreadable("no diagnostics");
      return [keptText(name), { wanted: keptText(wanted), facts: facts.map(keptFact), diagnostics }];
    });
    return { tools: keptText(tools), files: new Map(entries) };
  });
}

export function writeHandlerMemory(file: string, { tools, files }: HandlerMemory): void {
  const body: Body = { tools, files: [...files] };
  writeKept(file, FORMAT, body);
}
