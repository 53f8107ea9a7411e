import { dataTypeOf } from "../../model/data-type.js";
import type { LoadedCommand } from "../../model/loaded-model.js";
import { block, braced, bracedLines, parenthesized, property, unionAlias } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { jsDoc } from "../printer/js-doc.js";
import type { AggregateEmission } from "./aggregate-emission.js";
import type { RuntimeImports } from "./emit-runtime.js";

type Declared = Parameters<typeof dataTypeOf>[0];

/** For each command: its context, which holds only what it declares, and the type of its decision. */
export function commandContexts(emission: AggregateEmission, imports: RuntimeImports): readonly Doc[] {
  return emission.entry.model.commands.flatMap((command) => [
    contextInterface(emission, command, imports),
    decisionType(command, imports),
  ]);
}

/** `const allowed = { … }`: for each command, the constructors that its context holds. */
export function allowedConstructors({ entry }: AggregateEmission): readonly Doc[] {
  const { commands } = entry.model;
  if (commands.length === 0) return [];
  const allowed = commands.map(({ name, emits, rejects }) => [
    `${name}: `,
    bracedLines([
      ["event: ", braced(emits.map((event) => property(event, `make.${event}`)))],
      ["reject: ", braced(rejects.map((rejection) => property(rejection, `refuse.${rejection}`)))],
    ]),
  ]);
  return [["const allowed = ", bracedLines(allowed), ";"]];
}

function contextInterface(emission: AggregateEmission, command: LoadedCommand, imports: RuntimeImports): Doc {
  const { entry, idType } = emission;
  const { events, rejections } = entry.model;
  const emitted = events.filter((event) => command.emits.includes(event.name));
  const refused = rejections.filter((rejection) => command.rejects.includes(rejection.name));
  const head = `export interface ${command.name}Context extends ${imports.coreType("DecisionContext")}<${imports.own(idType)}>`;
  return block(head, [
    constructors(
      "event",
      inOrder(command.emits, emitted).map((event) => [emission.doc("events", event.name), signature(event, imports)]),
      imports,
    ),
    constructors(
      "reject",
      inOrder(command.rejects, refused).map((rejection) => [
        jsDoc(entry.source.docOf(["rejections", rejection.name]) ?? rejection.message),
        signature(rejection, imports),
      ]),
      imports,
    ),
  ]);
}

/** In the order in which the command lists them. */
function inOrder<Entry extends Declared>(names: readonly string[], entries: readonly Entry[]): readonly Entry[] {
  return names.flatMap((name) => entries.filter((entry) => entry.name === name));
}

function constructors(property: string, signatures: readonly Doc[], imports: RuntimeImports): Doc {
  if (signatures.length === 0) return `readonly ${property}: ${imports.coreType("NoData")};`;
  return [block(`readonly ${property}:`, signatures), ";"];
}

function signature(entry: Declared, imports: RuntimeImports): Doc {
  const data = dataTypeOf(entry);
  const parameters = data === undefined ? [] : [`data: ${imports.own(data)}`];
  return [entry.name, parenthesized(parameters), `: ${imports.own(entry.name)};`];
}

/** One event, an array, `[]` for nothing, or a rejection. */
function decisionType({ name, emits, rejects }: LoadedCommand, imports: RuntimeImports): Doc {
  const events = emits.map(imports.own);
  const array = events.length > 1 ? `readonly (${events.join(" | ")})[]` : `readonly ${events[0] ?? "never"}[]`;
  return unionAlias(`${name}Decision`, [...events, array, ...rejects.map(imports.own)]);
}
