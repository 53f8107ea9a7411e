import type { AggregateModel, ReadModelModel } from "@factum/core/model";
import { stateWords } from "../shown/state-word.js";

/** What a project's models declare, as far as specs can show it. Both lists by name. */
export interface Outline {
  readonly aggregates: readonly AggregateOutline[];
  readonly readModels: readonly ReadModelOutline[];
}

export interface AggregateOutline {
  readonly name: string;
  readonly category: string;
  readonly commands: readonly CommandOutline[];
  /** The words for its states, in the order of the model. */
  readonly states: readonly string[];
}

export interface CommandOutline {
  readonly name: string;
  readonly emits: readonly string[];
  readonly rejects: readonly string[];
}

export interface ReadModelOutline {
  readonly name: string;
  readonly follows: readonly { readonly aggregate: string; readonly category: string; readonly type: string }[];
}

export function outlineOf(models: readonly (AggregateModel | ReadModelModel)[]): Outline {
  return {
    aggregates: models
      .filter((model) => model.kind === "aggregate")
      .map(aggregateOutline)
      .sort(byName),
    readModels: models
      .filter((model) => model.kind === "read-model")
      .map(readModelOutline)
      .sort(byName),
  };
}

function aggregateOutline(model: AggregateModel): AggregateOutline {
  const { name, category, commandDefinitions } = model;
  const commands = Object.entries(commandDefinitions).map(([command, { emits, rejects = [] }]) => ({
    name: command,
    emits,
    rejects,
  }));
  return { name, category, commands, states: stateWords(model).words };
}

function readModelOutline({ name, from }: ReadModelModel): ReadModelOutline {
  const follows = from.flatMap(({ aggregate, types }) =>
    types.map((type) => ({ aggregate: aggregate.name, category: aggregate.category, type })),
  );
  return { name, follows };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
