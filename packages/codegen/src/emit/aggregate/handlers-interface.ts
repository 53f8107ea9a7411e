import { block, parenthesized } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import type { AggregateEmission } from "./aggregate-emission.js";
import type { RuntimeImports } from "./emit-runtime.js";

/** `export interface TrainingHandlers { … }`: what the team writes. */
export function handlersInterface(emission: AggregateEmission, imports: RuntimeImports): Doc {
  const { entry, name } = emission;
  const state = imports.own(`${name}State`);
  const decide = entry.model.commands.map((command) => [
    emission.doc("commands", command.name),
    method(
      command.name,
      [`state: ${state}`, `data: ${dataType(emission, command, imports)}`, `context: ${command.name}Context`],
      `${command.name}Decision`,
    ),
  ]);
  const evolve = entry.model.events.map((event) => [
    emission.doc("events", event.name),
    method(event.name, [`state: ${state}`, `data: ${dataType(emission, event, imports)}`], state),
  ]);
  return block(`export interface ${name}Handlers`, [
    "/** Pure: each command's decision on the present state. */",
    handlers("decide", decide, imports),
    "/** Pure: the state after each event. */",
    handlers("evolve", evolve, imports),
  ]);
}

function handlers(property: string, methods: readonly Doc[], imports: RuntimeImports): Doc {
  if (methods.length === 0) return `readonly ${property}: ${imports.coreType("NoData")};`;
  return [block(`readonly ${property}:`, methods), ";"];
}

function method(name: string, parameters: readonly Doc[], result: string): Doc {
  return [name, parenthesized(parameters), `: ${result};`];
}

function dataType(
  emission: AggregateEmission,
  declared: Parameters<AggregateEmission["dataType"]>[0],
  imports: RuntimeImports,
): string {
  const type = emission.dataType(declared, imports.list);
  return type === "NoData" ? type : imports.own(type);
}
