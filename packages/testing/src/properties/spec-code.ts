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
  const isAnonymous = told.every(({ context }) => context.actor === undefined);
  const given = call("given", isAnonymous ? commandsCode(model, told) : eventsCode(model, told));
  if (when === undefined) return `${given};`;
  const { now, actor } = when.context;
  const clock = isAnonymous ? told.at(-1)?.context.now : undefined;
  const context = [...(now === clock ? [] : [`now: "${now}"`]), ...(actor === undefined ? [] : [`actor: "${actor}"`])];
  const asked = [commandCode(model, when.command), ...(context.length === 0 ? [] : [`{ ${context.join(", ")} }`])];
  return `${given}\n${indent(`${call(".when", asked)}\n.thenNothing(); // or what it should lead to`)}`;
}

/** Specs decide the commands of a history again, at the time that their clock shows. */
function commandsCode(model: AggregateModel, told: readonly ToldStep[]): readonly string[] {
  return told.flatMap(({ command, context: { now } }, index) => [
    ...(now === told[index - 1]?.context.now ? [] : [`at("${now}")`]),
    commandCode(model, command),
  ]);
}

/** The commands of a history have no actor. */
function eventsCode(model: AggregateModel, told: readonly ToldStep[]): readonly string[] {
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
