import path from "node:path";
import { generatedFolderOf } from "../../model/model-file.js";
import { camelCase, snakeCase } from "../../model/names.js";
import { hasSeveralTables } from "../../model/read-model-tables.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList, type ImportList } from "../import-list.js";
import { importPath } from "../import-path.js";
import { braced, bracedLines, bracketed, bracketedObjects, unionAlias } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import { oneTableParts } from "./one-table-parts.js";
import type { ReadModelEmission, ReadModelSource } from "./read-model-emission.js";
import { severalTablesParts } from "./several-tables-parts.js";

/** What the sections of a runtime file are made of. */
export interface ReadModelRuntime extends ReadModelEmission {
  readonly imports: ImportList;
  core(name: string): string;
  coreType(name: string): string;
  /** One of the read model's own types. */
  own(name: string): string;
  /** The read model itself, from its tables and their folds. */
  readModelLiteral(tables: Doc, folds: Doc): Doc;
}

/** `training-list.runtime.ts`: what turns the team's handlers into a read model. */
export function emitReadModelRuntime(emission: ReadModelEmission): EmittedFile {
  const { entry, name, sources } = emission;
  const imports = createImportList();
  const recorded = sources.flatMap((source) =>
    source.events.map((event) => imports.type(sourceFile(emission, source, "types"), `Recorded${event.name}`)),
  );
  const runtime: ReadModelRuntime = {
    ...emission,
    imports,
    core: (each) => imports.value("@factum/core", each),
    coreType: (each) => imports.type("@factum/core", each),
    own: (each) => imports.type(`./${entry.file.stem}.types.js`, each),
    readModelLiteral: (tables, folds) =>
      bracedLines([
        `name: ${stringLiteral(snakeCase(name))}`,
        `title: ${stringLiteral(name)}`,
        `version: ${entry.model.version}`,
        ...(entry.model.isInline ? ["inline: true"] : []),
        ["tables: ", tables],
        ["sources: ", bracketedObjects(sources.map((source) => sourceLiteral(emission, source, imports)))],
        ["folds: ", folds],
      ]),
  };
  const parts = [
    unionAlias(`${name}Event`, recorded),
    ...(hasSeveralTables(entry.model) ? severalTablesParts(runtime) : oneTableParts(runtime)),
  ];
  return generatedFile(entry.file, "runtime", imports, parts);
}

/** The specifier of a file generated for a source's aggregate. */
function sourceFile({ entry }: ReadModelEmission, { aggregate }: ReadModelSource, kind: string): string {
  const file = path.join(generatedFolderOf(aggregate.file), `${aggregate.file.stem}.${kind}.ts`);
  return importPath(generatedFolderOf(entry.file), file);
}

function sourceLiteral(emission: ReadModelEmission, source: ReadModelSource, imports: ImportList): Doc {
  const codec = `${camelCase(source.aggregate.model.name)}Codec`;
  imports.value(sourceFile(emission, source, "runtime"), codec);
  // The log is read by the types that are stored: those of before a renaming too.
  const types = source.events.flatMap((event) => [event.name, ...event.aliases]).map(stringLiteral);
  return braced([`codec: ${codec}`, ["types: ", bracketed(types)]]);
}
