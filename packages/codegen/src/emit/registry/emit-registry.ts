import path from "node:path";
import { byCodePoint } from "../../model/code-point-order.js";
import { generatedFolderOf, type ModelFile } from "../../model/model-file.js";
import { camelCase } from "../../model/names.js";
import type { Project, ProjectAggregate, ProjectReadModel } from "../../model/project.js";
import { type EmittedFile, generatedText } from "../generated-file.js";
import { createImportList, type ImportList } from "../import-list.js";
import { importPath } from "../import-path.js";
import { bracketed, typeArguments, unionAlias } from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import { freeName } from "./free-name.js";
import { registryFile } from "./registry-file.js";

/** What the registry exports and imports under fixed names; no read model may take one. */
const OWN_NAMES = ["AnyEvent", "createEventRegistry", "eventRegistry", "InCategory", "readModels"];

/** `src/generated/registry.ts`: every codec and every read model of the project; none if it has neither. */
export function emitRegistry(project: Project): readonly EmittedFile[] {
  const { folder } = project;
  if (project.aggregates.length + project.readModels.length === 0) return [];
  const aggregates = [...project.aggregates].sort((a, b) => byCodePoint(a.model.category, b.model.category));
  const readModels = [...project.readModels].sort((a, b) => byCodePoint(a.model.name, b.model.name));
  const imports = createImportList();
  const parts = [
    ...eventRegistry(folder, aggregates, imports),
    readModelList(folder, readModels, new Set([...OWN_NAMES, ...aggregates.flatMap(namesOf)]), imports),
  ];
  const text = generatedText("every model", "the models", imports, parts);
  return [{ path: registryFile(folder), text, owner: "generated" }];
}

function eventRegistry(folder: string, aggregates: readonly ProjectAggregate[], imports: ImportList): readonly Doc[] {
  const codecs = aggregates.map((entry) => {
    const [codec = ""] = namesOf(entry);
    return imports.value(specifier(folder, entry.file, "runtime"), codec);
  });
  const create = imports.value("@factum/core", "createEventRegistry");
  const withEvents = aggregates.filter(({ model }) => model.events.length > 0);
  const inCategory = withEvents.map(({ model }) => [
    imports.type("@factum/core", "InCategory"),
    typeArguments([stringLiteral(model.category), anyEventOf(model.name)]),
  ]);
  return [
    ...withEvents.map((entry) => recordedUnion(folder, entry, imports)),
    [
      "/** Any event of the application, recorded. Its category and its type tell which one it is. */",
      hardline,
      unionAlias("AnyEvent", inCategory),
    ],
    [
      "/** Reads an event of any stream as what its model declares. */",
      hardline,
      `export const eventRegistry = ${create}<AnyEvent>(`,
      // Right behind the parenthesis also where it breaks, as a formatter has an only argument.
      bracketed(codecs),
      ");",
    ],
  ];
}

/** `export type AnyTrainingEvent = …`: by their namespace, since events of two aggregates may share a name. */
function recordedUnion(folder: string, entry: ProjectAggregate, imports: ImportList): Doc {
  const { name, events } = entry.model;
  const [, types = ""] = namesOf(entry);
  imports.namespace(specifier(folder, entry.file, "types"), types, true);
  return [
    `/** Any event of ${name}, recorded. */`,
    hardline,
    unionAlias(
      anyEventOf(name),
      events.map((event) => `${types}.Recorded${event.name}`),
    ),
  ];
}

function anyEventOf(aggregate: string): string {
  return `Any${aggregate}Event`;
}

function readModelList(
  folder: string,
  readModels: readonly ProjectReadModel[],
  taken: Set<string>,
  imports: ImportList,
): Doc {
  const names = readModels.map(({ file, model }) => {
    const exported = camelCase(model.name);
    const name = freeName(exported, taken);
    const source = path.join(path.dirname(file.path), `${file.stem}.read-model.ts`);
    imports.value(
      importPath(path.dirname(registryFile(folder)), source),
      name === exported ? name : `${exported} as ${name}`,
    );
    return name;
  });
  return ["/** Every read model, by name. */", hardline, "export const readModels = ", bracketed(names), " as const;"];
}

/** The names that stand for an aggregate in the registry: its codec, and the namespace of its types. */
function namesOf({ model }: ProjectAggregate): readonly string[] {
  const name = camelCase(model.name);
  return [`${name}Codec`, `${name}Types`];
}

function specifier(folder: string, file: ModelFile, kind: "runtime" | "types"): string {
  return importPath(path.dirname(registryFile(folder)), path.join(generatedFolderOf(file), `${file.stem}.${kind}.ts`));
}
