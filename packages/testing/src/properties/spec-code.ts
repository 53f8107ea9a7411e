import type { Command, DomainEvent } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import { indent } from "../describe/indent.js";
import type { SpecContext } from "../spec-context.js";
import { dataCode } from "./value-code.js";
import type { ToldStep } from "./walk.js";

/** How long a line of code may get; longer lists are broken, an entry a line. */
const WIDTH = 100;

/** A case as a spec to paste beside others: with the testkit's names, and `as` for ids. */
export function specCode(
  model: AggregateModel,
  {
    told,
    when,
  }: {
    readonly told: readonly ToldStep[];
    readonly when?: { readonly command: Command; readonly context: SpecContext } | undefined;
  },
): string {
  const given = call("given", historyCode(model, told));
  if (when === undefined) return `${given};`;
  const { now, actor } = when.context;
  const context = [
    ...(now === undefined ? [] : [`now: "${now}"`]),
    ...(actor === undefined ? [] : [`actor: "${actor}"`]),
  ];
  const asked = [commandCode(model, when.command), ...(context.length === 0 ? [] : [`{ ${context.join(", ")} }`])];
  return `${given}\n${indent(`${call(".when", asked)}\n.thenNothing(); // or what it should lead to`)}`;
}

/** Commands, where specs decide them as the walk did; the events that they led to, where time or actor was another. */
function historyCode(model: AggregateModel, told: readonly ToldStep[]): readonly string[] {
  const isPlain = told.every(({ context }) => context.now === undefined && context.actor === undefined);
  if (isPlain) return told.map(({ command }) => commandCode(model, command));
  return told.flatMap(({ events }) => events.map((event) => eventCode(model, event)));
}

function commandCode(model: AggregateModel, { type, data }: Command): string {
  return `${type}(${dataCode(model.commandDefinitions[type]?.data ?? {}, data)})`;
}

export function eventCode(model: AggregateModel, { type, data }: DomainEvent): string {
  return `${type}(${dataCode(model.eventDefinitions[type]?.versions.at(-1)?.shape ?? {}, data)})`;
}

export function call(name: string, parameters: readonly string[]): string {
  const line = `${name}(${parameters.join(", ")})`;
  if (line.length <= WIDTH && !line.includes("\n")) return line;
  return `${name}(\n${indent(parameters.map((each) => `${each},`).join("\n"))}\n)`;
}
