import { dataTypeOf } from "../../model/data-type.js";
import type { LoadedCommand, LoadedEvent, LoadedRejection } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import { stateVariantsOf } from "../../model/state-variants.js";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList, type ImportList } from "../import-list.js";
import { namedTypes } from "../named-types.js";
import { block, typeArguments, unionAlias } from "../printer/blocks.js";
import { type Doc, group, indent, line } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import { interfaceMembers, typeMembers } from "../type-expression.js";
import { type AggregateEmission, heading } from "./aggregate-emission.js";
import { constructorFunction } from "./constructor-function.js";

/** `training.types.ts`: every type of an aggregate, and its command constructors. Nothing of it is there at run time. */
export function emitAggregateTypes(emission: AggregateEmission): EmittedFile {
  const { entry, name } = emission;
  const { model } = entry;
  const imports = createImportList();
  const parts = [
    ...namedTypes(model.named, imports),
    ...(model.id.form.kind === "named" ? [] : [heading("Id"), `export type ${emission.idType} = string;`]),
    heading("State"),
    ...stateTypes(emission),
    heading("Events"),
    ...model.events.flatMap((event) => eventTypes(emission, event, imports)),
    unionAlias(`${name}Event`, namesOf(model.events)),
    ...(model.events.length === 0 ? [] : [heading("Events as the log records them")]),
    ...model.events.map((event) => recordedType(emission, event, imports)),
    heading("Rejections"),
    ...model.rejections.flatMap((rejection) => rejectionTypes(emission, rejection, imports)),
    unionAlias(`${name}Rejection`, namesOf(model.rejections)),
    heading("Commands"),
    ...model.commands.flatMap((command) => commandTypes(emission, command, imports)),
    unionAlias(`${name}Command`, namesOf(model.commands)),
  ];
  return generatedFile(entry.file, "types", imports, parts);
}

function namesOf(entries: readonly { readonly name: string }[]): readonly string[] {
  return entries.map((entry) => entry.name);
}

function stateTypes({ entry, name, doc }: AggregateEmission): readonly Doc[] {
  const { model, source } = entry;
  const type = `${name}State`;
  const variants = stateVariantsOf(model);
  if (variants !== undefined) {
    const members = variants.flatMap((variant) =>
      variant.kind === "named"
        ? []
        : [
            block(
              `export interface ${variant.name}`,
              interfaceMembers(variant.fields, (field) => source.docOf(["state", variant.index, field])),
            ),
          ],
    );
    return [...members, [doc(), unionAlias(type, namesOf(variants))]];
  }
  if (model.state.kind !== "object") return [[doc(), unionAlias(type, typeMembers(model.state))]];
  const members = interfaceMembers(model.state.fields, (field) => source.docOf(["state", field]));
  return [[doc(), block(`export interface ${type}`, members)]];
}

function dataInterface(
  { entry }: AggregateEmission,
  declared: Parameters<typeof dataTypeOf>[0],
  path: ModelPath,
): readonly Doc[] {
  const type = dataTypeOf(declared);
  if (type === undefined) return [];
  const members = interfaceMembers(declared.fields, (field) => entry.source.docOf([...path, field]));
  return [block(`export interface ${type}`, members)];
}

function eventTypes(emission: AggregateEmission, event: LoadedEvent, imports: ImportList): readonly Doc[] {
  const { name } = event;
  return [
    ...dataInterface(emission, event, ["events", name]),
    [
      emission.doc("events", name),
      block(`export interface ${name}`, [
        `readonly type: ${stringLiteral(name)};`,
        `readonly data: ${emission.dataType(event, imports)};`,
      ]),
    ],
  ];
}

function recordedType(emission: AggregateEmission, event: LoadedEvent, imports: ImportList): Doc {
  const recorded = imports.type("@factum/core", "RecordedEvent");
  const types = [stringLiteral(event.name), emission.dataType(event, imports), emission.idType];
  const base = ["extends ", recorded, typeArguments(types)];
  return group([`export interface Recorded${event.name}`, indent([line, base]), " {}"]);
}

function rejectionTypes(emission: AggregateEmission, rejection: LoadedRejection, imports: ImportList): readonly Doc[] {
  const { name, message } = rejection;
  return [
    ...dataInterface(emission, rejection, ["rejections", name]),
    [
      jsDoc(emission.entry.source.docOf(["rejections", name]) ?? message),
      block(`export interface ${name}`, [
        'readonly kind: "rejection";',
        `readonly name: ${stringLiteral(name)};`,
        "readonly message: string;",
        `readonly data: ${emission.dataType(rejection, imports)};`,
      ]),
    ],
  ];
}

function commandTypes(emission: AggregateEmission, command: LoadedCommand, imports: ImportList): readonly Doc[] {
  const { name } = command;
  const doc = emission.doc("commands", name);
  return [
    ...dataInterface(emission, command, ["commands", name, "data"]),
    [
      doc,
      block(`export interface ${name}`, [
        `readonly type: ${stringLiteral(name)};`,
        `readonly data: ${emission.dataType(command, imports)};`,
      ]),
    ],
    [doc, constructorFunction(command)],
  ];
}
