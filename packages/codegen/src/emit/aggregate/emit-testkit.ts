import { dataTypeOf } from "../../model/data-type.js";
import type { LoadedCommand, LoadedEvent, SampledField } from "../../model/loaded-model.js";
import { lookupOf, type SchemaLookup } from "../../model/schema-lookup.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList } from "../import-list.js";
import { block, braced, parenthesized } from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import { sampleExpression } from "../sample-expression.js";
import type { AggregateEmission } from "./aggregate-emission.js";

/** `training.testkit.ts`: given/when/then for the aggregate, and builders of its events and commands. */
export function emitAggregateTestkit(emission: AggregateEmission): EmittedFile {
  const { entry, decider, codec, idType, name } = emission;
  const { stem } = entry.file;
  const lookup = lookupOf(entry.model.named);
  const imports = createImportList();
  const testing = (value: string) => imports.value("@factum/testing", value);
  const types = imports.namespace(`./${stem}.types.js`, "types", entry.model.commands.length === 0);
  imports.value(`../${stem}.decider.js`, decider);
  imports.value(`./${stem}.runtime.js`, codec);
  imports.default(`../${stem}.model.js`, "model");
  const sample = entry.model.id.sample;
  const id = sample.kind === "value" && typeof sample.value === "string" ? sample.value : "id";
  const first = entry.model.events.find((event) => !event.isRetired);
  const firstEvent = first === undefined ? "…events" : `${first.name}()`;
  const parts = [
    documented(
      `The ${decider} that specs are about, unless they name another.`,
      `export const id = ${stringLiteral(id)} as ${types}.${idType};`,
    ),
    documented(
      "Starts a spec of the decider: the history that the command meets.",
      `export const given = ${testing("deciderSpec")}(${decider}, { id, model });`,
    ),
    documented(`What happened to one ${decider}, for specs of read models: \`on(id, ${firstEvent})\`.`, [
      `export const on = ${testing("streamOf")}<${types}.${idType}, ${types}.${name}Event>`,
      parenthesized([codec]),
      ";",
    ]),
    ...entry.model.events.map((event) => [eventDoc(emission, event), eventBuilder(event, lookup)]),
    ...entry.model.commands.map((command) => [emission.doc("commands", command.name), commandBuilder(command, lookup)]),
  ];
  return generatedFile(entry.file, "testkit", imports, parts);
}

function documented(text: string, declaration: Doc): Doc {
  return [`/** ${text} */`, hardline, declaration];
}

/** A retired event is a part of histories; a spec that expects it of a command cannot hold. */
function eventDoc({ entry }: AggregateEmission, { name, isRetired }: LoadedEvent): Doc {
  const text = entry.source.docOf(["events", name]);
  if (!isRetired) return jsDoc(text);
  const retired = "@deprecated Retired: no command emits it any more. It may be given, as history.";
  return jsDoc(text === undefined ? retired : `${text}\n\n${retired}`);
}

function eventBuilder(event: LoadedEvent, lookup: SchemaLookup): Doc {
  const data = dataTypeOf(event) === undefined ? "{}" : defaults(event, lookup);
  const literal = braced([`type: ${stringLiteral(event.name)}`, ["data: ", data]]);
  return builder(event, ["return ", literal, ";"]);
}

function commandBuilder(command: LoadedCommand, lookup: SchemaLookup): Doc {
  const data = dataTypeOf(command) === undefined ? "" : defaults(command, lookup);
  return builder(command, [`return types.${command.name}(`, data, ");"]);
}

function builder(entry: LoadedEvent | LoadedCommand, statement: Doc): Doc {
  const data = dataTypeOf(entry);
  const parameters = data === undefined ? [] : [`data: Partial<types.${data}> = {}`];
  return block([`export function ${entry.name}`, parenthesized(parameters), `: types.${entry.name}`], [statement]);
}

/** `{ reason: "reason", ...data }` */
function defaults(entry: LoadedEvent | LoadedCommand, lookup: SchemaLookup): Doc {
  const fields = entry.fields.flatMap((field: SampledField) => {
    if (field.sample.kind !== "value") return [];
    return [[`${field.name}: `, sampleExpression(field.form, field.sample.value, lookup)]];
  });
  return braced([...fields, "...data"]);
}
