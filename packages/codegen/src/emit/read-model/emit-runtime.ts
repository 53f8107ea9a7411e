import path from "node:path";
import { type ColumnForm, columnOf } from "../../model/column.js";
import { generatedFolderOf } from "../../model/model-file.js";
import { camelCase, snakeCase } from "../../model/names.js";
import { lookupOf } from "../../model/schema-lookup.js";
import { switchOnType } from "../aggregate/define-function.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList, type ImportList } from "../import-list.js";
import { importPath } from "../import-path.js";
import {
  block,
  braced,
  bracedLines,
  bracketed,
  bracketedObjects,
  parenthesized,
  typeArguments,
  unionAlias,
} from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { ReadModelEmission, ReadModelSource } from "./read-model-emission.js";

/** `training-list.runtime.ts`: what turns the team's handlers into a read model. */
export function emitReadModelRuntime(emission: ReadModelEmission): EmittedFile {
  const { entry, name, sources } = emission;
  const imports = createImportList();
  const own = (suffix: string) => imports.type(`./${entry.file.stem}.types.js`, `${name}${suffix}`);
  const [row, key] = [own("Row"), own("Key")];
  const recorded = sources.flatMap((source) =>
    source.events.map((event) => imports.type(sourceFile(emission, source, "types"), `Recorded${event.name}`)),
  );
  const readModel = imports.type("@factum/core", "ReadModel");
  const parts = [
    unionAlias(`${name}Event`, recorded),
    handlersInterface(emission, key, own("Values")),
    [`export type ${name}ReadModel = ${readModel}`, typeArguments([row, key, `${name}Event`]), ";"],
    defineFunction(emission, imports),
  ];
  return generatedFile(entry.file, "runtime", imports, parts);
}

/** The specifier of a file generated for a source's aggregate. */
function sourceFile({ entry }: ReadModelEmission, { aggregate }: ReadModelSource, kind: string): string {
  const file = path.join(generatedFolderOf(aggregate.file), `${aggregate.file.stem}.${kind}.ts`);
  return importPath(generatedFolderOf(entry.file), file);
}

function handlersInterface({ name, sources }: ReadModelEmission, key: string, values: string): Doc {
  const handlers = sources.flatMap(({ aggregate, events }) =>
    events.map((event) => [
      jsDoc(aggregate.source.docOf(["events", event.name])),
      event.name,
      parenthesized([`event: Recorded${event.name}`, `row: ${values} | null`]),
      `: ${values} | null;`,
    ]),
  );
  return block(`export interface ${name}Handlers`, [
    "/** The key of the row that an event belongs to; from the event alone. */",
    `readonly key: (event: ${name}Event) => ${key};`,
    "/** Pure: the row's values after each event, or null to have no row. */",
    [block("readonly fold:", handlers), ";"],
  ]);
}

function defineFunction(emission: ReadModelEmission, imports: ImportList): Doc {
  const { name, sources } = emission;
  const cases = sources.flatMap(({ events }) =>
    events.map((event) => [event.name, `handlers.fold.${event.name}(event, row)`] as const),
  );
  const readModel = bracedLines([
    `name: ${stringLiteral(name)}`,
    ["table: ", tableLiteral(emission)],
    ["sources: ", bracketedObjects(sources.map((source) => sourceLiteral(emission, source, imports)))],
    "key: handlers.key",
    block("fold(event, row)", [switchOnType("event", cases, imports.value("@factum/core", "unreachable"))]),
  ]);
  return [
    `/** Makes the read model ${name} from the team's handlers. */`,
    hardline,
    block(`export function define${name}(handlers: ${name}Handlers): ${name}ReadModel`, [["return ", readModel, ";"]]),
  ];
}

function tableLiteral({ entry, name }: ReadModelEmission): Doc {
  const { model } = entry;
  const lookup = lookupOf(model.named);
  const columns = model.row.map((field) => columnLiteral(columnOf(field, lookup)));
  return bracedLines([
    `name: ${stringLiteral(snakeCase(name))}`,
    `version: ${model.version}`,
    ["columns: ", bracketedObjects(columns)],
    ["key: ", bracketed(model.key.map(stringLiteral))],
  ]);
}

function columnLiteral({ name, type, nullable }: ColumnForm): Doc {
  return braced([`name: ${stringLiteral(name)}`, `type: ${stringLiteral(type)}`, `nullable: ${nullable}`]);
}

function sourceLiteral(emission: ReadModelEmission, source: ReadModelSource, imports: ImportList): Doc {
  const codec = `${camelCase(source.aggregate.model.name)}Codec`;
  imports.value(sourceFile(emission, source, "runtime"), codec);
  // The log is read by the types that are stored: those of before a renaming too.
  const types = source.events.flatMap((event) => [event.name, ...event.aliases]).map(stringLiteral);
  return braced([`codec: ${codec}`, ["types: ", bracketed(types)]]);
}
