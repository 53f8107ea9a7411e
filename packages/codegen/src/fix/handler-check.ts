import type { Diagnostic } from "../check/diagnostic.js";
import { hashOfTools } from "../load/cache/environment.js";
import { createFactReader, type Fact, filesOf } from "../load/cache/facts.js";
import { createFileReader, type FileReader, hashOfBytes } from "../load/cache/file-reader.js";
import { isOlder } from "../load/cache/is-older.js";
import { keptFile } from "../load/cache/kept-file.js";
import { oncePer } from "../model/once-per.js";
import type { Project } from "../model/project.js";
import {
  type HandlerMemory,
  type RememberedHandlers,
  readHandlerMemory,
  writeHandlerMemory,
} from "./handler-memory.js";
import type { FixPlan } from "./plan-fix.js";
import { type WantedHandlers, wantedHandlers } from "./wanted-handlers.js";

/** Looks for handlers that the user's files lack, as often as one likes; a file is parsed again only when something has changed. */
export interface HandlerCheck {
  /** What `planFix` comes to if nothing is to be written. */
  find(project: Project): Promise<FixPlan>;
  /** Takes note of files that `generate` has made from the models that it looked into last: they lack nothing. */
  made(files: readonly { readonly path: string; readonly text: string }[]): void;
  /** The files that were looked into, as far as it is kept. */
  files(): readonly string[];
}

/** @param options.cache start from what the last process left below `node_modules/.cache`, and leave the same */
export function createHandlerCheck(
  folder: string,
  { cache, files }: { readonly cache: boolean; readonly files: FileReader },
): HandlerCheck {
  const file = cache ? keptFile(folder, "handlers") : undefined;
  let memory = file === undefined ? undefined : readHandlerMemory(file);
  return { find, made, files: filesOfMemory };

  async function find(project: Project): Promise<FixPlan> {
    const tools = hashOfTools();
    const facts = createFactReader(files);
    const known = memory?.tools === tools ? memory.files : new Map<string, RememberedHandlers>();
    const all = wantedHandlers(project);
    const kept = new Map<string, RememberedHandlers>();
    const diagnostics: Diagnostic[] = [];
    const unwritten = new Set<string>();
    const tell = (wanted: WantedHandlers, found: readonly Diagnostic[]) => {
      diagnostics.push(...found);
      if (found.some(({ code }) => code === "F1701" || code === "F1703")) unwritten.add(wanted.model);
    };
    for (const wanted of all) {
      const hash = hashOfWanted(wanted);
      const before = known.get(wanted.file);
      if (before?.wanted === hash && before.facts.every((each) => facts.valueOf(each.fact) === each.value)) {
        kept.set(wanted.file, before);
        tell(wanted, before.diagnostics);
        continue;
      }
      const found = await look(project, wanted);
      tell(wanted, found.diagnostics);
      if (found.isSettled) kept.set(wanted.file, { wanted: hash, facts: found.facts, diagnostics: found.diagnostics });
    }
    const isSame = kept.size === known.size && [...kept].every(([name, entry]) => known.get(name) === entry);
    if (memory?.tools !== tools || !isSame) {
      keep({ tools, files: kept });
    }
    return { diagnostics, unwritten, edits: [] };
  }

  function made(written: readonly { readonly path: string; readonly text: string }[]): void {
    if (memory === undefined) return;
    const entries = new Map(memory.files);
    for (const { path, text } of written) {
      const before = entries.get(path);
      if (before === undefined) continue;
      entries.set(path, { ...before, facts: [{ fact: ["file", path], value: hashOfBytes(text) }], diagnostics: [] });
    }
    keep({ ...memory, files: entries });
  }

  function keep(next: HandlerMemory): void {
    memory = next;
    if (file !== undefined) writeHandlerMemory(file, next);
  }

  function filesOfMemory(): readonly string[] {
    return filesOf([...(memory?.files.values() ?? [])].flatMap((entry) => entry.facts));
  }

  /** What parses is big, and loaded only when there is something to parse. */
  async function look(project: Project, wanted: WantedHandlers) {
    const since = Date.now();
    const isThere = files.hashOf(wanted.file) !== "";
    const { diagnostics, looked } = isThere
      ? (await import("./look-for-handlers.js")).lookForHandlers(project, wanted)
      : { diagnostics: [], looked: [] };
    const facts: readonly Fact[] = [["file", wanted.file], ...looked];
    // Of another reader: what has changed while it was looked at is not what was looked at.
    const now = createFactReader(createFileReader());
    return {
      diagnostics,
      facts: facts.map((fact) => ({ fact, value: now.valueOf(fact) })),
      isSettled: isOlder(facts, since, files),
    };
  }
}

const hashOfWanted = oncePer((wanted: WantedHandlers) => hashOfBytes(JSON.stringify(wanted)));
