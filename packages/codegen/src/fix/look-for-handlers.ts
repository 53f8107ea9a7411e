import type { Diagnostic } from "../check/diagnostic.js";
import { openUserFiles } from "../edit/user-file.js";
import type { Fact } from "../load/cache/facts.js";
import { lookedFor } from "../load/cache/touched.js";
import { notingParser } from "../load/source/noting-parser.js";
import { createFileParser } from "../load/source/parse-file.js";
import { readText } from "../load/source/read-text.js";
import type { Project } from "../model/project.js";
import { planFixOf } from "./plan-fix.js";
import type { WantedHandlers } from "./wanted-handlers.js";

/** What a user's file lacks, and what of the file system that was read from. */
export function lookForHandlers(
  project: Project,
  wanted: WantedHandlers,
): { readonly diagnostics: readonly Diagnostic[]; readonly looked: readonly Fact[] } {
  const { parser, looked } = notingParser(createFileParser(readText));
  const { diagnostics } = planFixOf([wanted], project.folder, { write: false, files: openUserFiles(parser) });
  const parsed = [...looked.parsed].map((file): Fact => ["file", file]);
  return { diagnostics, looked: [...parsed, ...[...looked.lookups.values()].flatMap(lookedFor)] };
}
