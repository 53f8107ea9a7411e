import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import type { Project, ProjectAggregate, ProjectReadModel } from "../model/project.js";

/** The handlers that one of the user's files must hold, as the model has them. */
export interface WantedHandlers {
  /** Of the aggregate or read model. */
  readonly model: string;
  /** The function that they are given to, e.g. `defineLoan`. */
  readonly define: string;
  /** Absolute path of the user's file. */
  readonly file: string;
  /** Absolute path of the file that their specs stand in, if there is one. */
  readonly spec: string;
  /** Handlers right in the literal. */
  readonly single: readonly WantedHandler[];
  readonly tables: readonly WantedTable[];
}

/** A property of the literal that holds handlers by name. */
export interface WantedTable {
  readonly property: string;
  /** What a handler that is not wanted fails to handle, e.g. `command of Loan`. */
  readonly noun: string;
  readonly handlers: readonly WantedHandler[];
}

export interface WantedHandler {
  readonly name: string;
  /** What its specs will have to show, a sentence each. */
  readonly todos: readonly string[];
}

/** Of every model, in the order of the models' files. */
export function wantedHandlers(project: Project): readonly WantedHandlers[] {
  const wanted = [
    ...project.aggregates.map((entry) => [entry.file.shown, wantedOfAggregate(entry)] as const),
    ...project.readModels.map((entry) => [entry.file.shown, wantedOfReadModel(entry)] as const),
  ];
  return wanted.sort(([a], [b]) => byCodePoint(a, b)).map(([, each]) => each);
}

function wantedOfAggregate({ file, model }: ProjectAggregate): WantedHandlers {
  const { name, commands, events } = model;
  const decide = commands.map((command) => ({
    name: command.name,
    todos: [
      ...(command.emits.length === 0 ? [`${command.name} leads to nothing`] : []),
      ...command.emits.map((event) => `${command.name} leads to ${event}`),
      ...command.rejects.map((rejection) => `${command.name} is rejected: ${rejection}`),
    ],
  }));
  const evolve = events.map((event) => ({ name: event.name, todos: [`${event.name} changes the state`] }));
  return {
    model: name,
    define: `define${name}`,
    file: besides(file.path, `${file.stem}.decider.ts`),
    spec: besides(file.path, `${file.stem}.spec.ts`),
    single: [],
    tables: [
      { property: "decide", noun: `command of ${name}`, handlers: decide },
      { property: "evolve", noun: `event of ${name}`, handlers: evolve },
    ],
  };
}

function wantedOfReadModel({ file, model }: ProjectReadModel): WantedHandlers {
  const { name } = model;
  const types = [...new Set(model.from.flatMap((selection) => selection.types))];
  const fold = types.map((type) => ({ name: type, todos: [`${name} folds ${type}`] }));
  return {
    model: name,
    define: `define${name}`,
    file: besides(file.path, `${file.stem}.read-model.ts`),
    spec: besides(file.path, `${file.stem}.spec.ts`),
    single: [{ name: "key", todos: [`${name} has a row for each key`] }],
    tables: [{ property: "fold", noun: `event that ${name} follows`, handlers: fold }],
  };
}

function besides(file: string, name: string): string {
  return path.join(path.dirname(file), name);
}
