import path from "node:path";
import { formatDiagnostic } from "../check/format-diagnostic.js";
import { importNames, type NeededImport } from "../edit/import-names.js";
import { importPath } from "../emit/import-path.js";
import { planFix } from "../fix/plan-fix.js";
import type { ProjectAggregate } from "../model/project.js";
import type { Field } from "./field.js";
import type { ModelLiteral } from "./model-literal.js";
import { provideSchemas } from "./named-schemas.js";
import { ScaffoldError } from "./scaffold-error.js";
import { assertSound, errorsOf, type Scaffolding } from "./scaffolding.js";
import { type Addition, supposedProject } from "./supposed-model.js";

/** Names in the model file that new code is written with, each as the file calls it. */
export interface ModelVocabulary {
  readonly event: string;
  readonly rejection: string;
  /** A plain text as a literal in the quotes of the file. */
  quoted(text: string): string;
  /** A field's schema, in the words of the file. */
  code(field: Field): string;
}

/** Imports into the model file what the new entries are written with: `event`, `rejection`, `z`, and named schemas. */
export function importVocabulary(
  { project, files, edits }: Scaffolding,
  literal: ModelLiteral,
  needs: { readonly fields: readonly Field[]; readonly event: boolean; readonly rejection: boolean },
): ModelVocabulary {
  const folder = path.dirname(literal.file.path);
  const event = { module: "@factum/core/model", name: "event" };
  const rejection = { module: "@factum/core/model", name: "rejection" };
  const z = { module: "zod", name: "z" };
  const schemas = provideSchemas(
    needs.fields.flatMap((field) => field.named ?? []),
    {
      projectFolder: project.folder,
      folder,
      files,
      edits,
    },
  );
  const named = new Map<string, NeededImport>();
  for (const [name, file] of schemas.fileOf) named.set(name, { module: importPath(folder, file), name });
  const needed = [
    ...(needs.event ? [event] : []),
    ...(needs.rejection ? [rejection] : []),
    ...(needs.fields.some(({ code }) => /\bz\./.test(code)) ? [z] : []),
    ...named.values(),
  ];
  const imported = importNames(literal.file, needed);
  edits.insert(literal.file, imported.insertions);
  const { quote } = literal.file.style;
  return {
    quoted: (text) => `${quote}${text}${quote}`,
    event: imported.local(event),
    rejection: imported.local(rejection),
    code({ code, named: name }) {
      const schema = name === undefined ? undefined : named.get(name);
      const inZod = code.replace(/\bz\./g, `${imported.local(z)}.`).replaceAll('"', quote);
      return schema === undefined || name === undefined ? inZod : inZod.replace(name, imported.local(schema));
    },
  };
}

/** Plans the stubs and specs that the addition calls for. @throws {ScaffoldError} if they, or the model, would not be sound */
export function planHandlers(scaffolding: Scaffolding, entry: ProjectAggregate, addition: Addition): void {
  const { project, files, edits } = scaffolding;
  const supposed = supposedProject(project, entry, addition);
  assertSound(supposed);
  const { diagnostics } = planFix(supposed, { write: true, files, edits, only: entry.model.name });
  const [error] = errorsOf(diagnostics);
  if (error !== undefined) throw new ScaffoldError(`${formatDiagnostic(error)}\nNothing was written.`);
}
