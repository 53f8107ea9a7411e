import path from "node:path";
import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList, type ImportList } from "../import-list.js";
import { typeArguments } from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { type AggregateEmission, heading } from "./aggregate-emission.js";
import { allowedConstructors, commandContexts } from "./command-contexts.js";
import { eventMakers, rejectionMakers } from "./constructors.js";
import { defineFunction } from "./define-function.js";
import { handlersInterface } from "./handlers-interface.js";

/** What the sections of a runtime file import from. */
export interface RuntimeImports {
  readonly list: ImportList;
  core(name: string): string;
  coreType(name: string): string;
  /** One of the aggregate's own types. */
  own(name: string): string;
}

/** `training.runtime.ts`: what turns the team's handlers into a decider, and the codec. */
export function emitAggregateRuntime(emission: AggregateEmission): EmittedFile {
  const { entry, name, codec } = emission;
  const imports = runtimeImports(entry.file.stem);
  const event = imports.own(`${name}Event`);
  const model = imports.list.default(`../${path.basename(entry.file.path, ".ts")}.js`, "model");
  const hasCommands = entry.model.commands.length > 0;
  const parts = [
    ...eventMakers(emission, imports),
    ...rejectionMakers(emission, imports),
    ...(hasCommands ? [heading("What each command may emit, and how it may refuse")] : []),
    ...commandContexts(emission, imports),
    ...allowedConstructors(emission),
    heading("Handlers"),
    handlersInterface(emission, imports),
    deciderType(emission, imports),
    [
      `/** Between ${name}'s events and what is stored of them. */`,
      hardline,
      `export const ${codec} = ${imports.core("createEventCodec")}<${event}>(${model});`,
    ],
    ...defineFunction(emission, imports),
  ];
  return generatedFile(entry.file, "runtime", imports.list, parts);
}

function deciderType({ name, idType }: AggregateEmission, imports: RuntimeImports): Doc {
  const types = [...["State", "Command", "Event", "Rejection"].map((suffix) => `${name}${suffix}`), idType];
  return [`export type ${name}Decider = `, imports.coreType("Decider"), typeArguments(types.map(imports.own)), ";"];
}

function runtimeImports(stem: string): RuntimeImports {
  const list = createImportList();
  return {
    list,
    core: (name) => list.value("@factum/core", name),
    coreType: (name) => list.type("@factum/core", name),
    own: (name) => list.type(`./${stem}.types.js`, name),
  };
}
