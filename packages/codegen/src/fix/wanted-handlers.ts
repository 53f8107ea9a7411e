import path from "node:path";
import { byCodePoint } from "../model/code-point-order.js";
import type { LoadedCommand } from "../model/loaded-model.js";
import { oncePer } from "../model/once-per.js";
import type { Project, ProjectAggregate, ProjectReadModel } from "../model/project.js";
import { tableTitle } from "../model/read-model-tables.js";

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
  /** The module that specs import from, as the spec file does. */
  readonly testkit: string;
  /** One: all that the function is given. Or its properties, of a read model with several tables. */
  readonly parts: readonly WantedPart[];
}

/** An object that holds handlers. */
export interface WantedPart {
  /** Of what the function is given; undefined for the whole of it. */
  readonly property?: string;
  /** What its handlers' names begin with, e.g. `CourseReport.courses`. */
  readonly title: string;
  /** Handlers right in the literal. */
  readonly single: readonly WantedHandler[];
  readonly tables: readonly WantedTable[];
}

/** A property of the literal that holds handlers by name. */
export interface WantedTable {
  readonly property: string;
  /** Whether one of the parts is enough to have a handler. */
  readonly isShared?: true;
  /** What a handler that is not wanted fails to handle, e.g. `command of Loan`. */
  readonly noun: string;
  readonly handlers: readonly WantedHandler[];
}

export interface WantedHandler {
  readonly name: string;
  /** What an event was called before. */
  readonly aliases?: readonly string[];
  /** What its specs will have to show. */
  readonly todos: readonly Todo[];
}

/** A spec that is to be written. */
export interface Todo {
  readonly sentence: string;
  /** How it may begin; undefined where that takes more than the model says. */
  readonly draft?: SpecDraft;
}

/** A spec as far as a model can say it: `given(LoanCreated()).when(ExtendLoan()).then(LoanExtended())`. */
export interface SpecDraft {
  /** Events before. */
  readonly given: readonly string[];
  readonly when: string;
  /** An event, or a rejection, that it leads to; neither if there is nothing to do. */
  readonly event?: string;
  readonly rejection?: string;
}

/** Of every model, in the order of the models' files. */
export function wantedHandlers(project: Project): readonly WantedHandlers[] {
  const wanted = [
    ...project.aggregates.map((entry) => [entry.file.shown, wantedOfAggregate(entry)] as const),
    ...project.readModels.map((entry) => [entry.file.shown, wantedOfReadModel(entry)] as const),
  ];
  return wanted.sort(([a], [b]) => byCodePoint(a, b)).map(([, each]) => each);
}

/** The same object for the same model, as long as that is watched. */
const wantedOfAggregate = oncePer(({ file, model }: ProjectAggregate): WantedHandlers => {
  const { name, commands, events } = model;
  const decide = commands.map((command) => ({ name: command.name, todos: todosOf(command, events[0]?.name) }));
  const evolve = events.map((event) => ({
    name: event.name,
    aliases: event.aliases,
    todos: [{ sentence: `${event.name} changes the state` }],
  }));
  return {
    model: name,
    define: `define${name}`,
    file: besides(file.path, `${file.stem}.decider.ts`),
    spec: besides(file.path, `${file.stem}.spec.ts`),
    testkit: `./generated/${file.stem}.testkit.js`,
    parts: [
      {
        title: name,
        single: [],
        tables: [
          { property: "decide", noun: `command of ${name}`, handlers: decide },
          { property: "evolve", noun: `event of ${name}`, handlers: evolve },
        ],
      },
    ],
  };
});

/** Most commands meet a stream that has begun, by the first event of the model. */
function todosOf({ name, emits, rejects }: LoadedCommand, first: string | undefined): readonly Todo[] {
  const begun = first === undefined || emits.includes(first) ? [] : [first];
  const draft = { given: begun, when: name };
  return [
    ...(emits.length === 0 ? [{ sentence: `${name} leads to nothing`, draft }] : []),
    ...emits.map((event) => ({ sentence: `${name} leads to ${event}`, draft: { ...draft, event } })),
    ...rejects.map((rejection) => ({
      sentence: `${name} is rejected: ${rejection}`,
      draft: { ...draft, rejection },
    })),
  ];
}

function wantedOfReadModel({ file, model }: ProjectReadModel): WantedHandlers {
  const { name } = model;
  const types = [...new Set(model.from.flatMap((selection) => selection.types))];
  return {
    model: name,
    define: `define${name}`,
    file: besides(file.path, `${file.stem}.read-model.ts`),
    spec: besides(file.path, `${file.stem}.spec.ts`),
    testkit: `./generated/${file.stem}.testkit.js`,
    parts: model.tables.map((table) => {
      const title = tableTitle(name, table);
      const handlers = types.map((type) => ({ name: type, todos: [{ sentence: `${title} folds ${type}` }] }));
      const fold = { property: "fold", noun: `event that ${name} follows`, handlers };
      return {
        ...(table.name === undefined ? {} : { property: table.name }),
        title,
        single: [{ name: "key", todos: [{ sentence: `${title} has a row for each key` }] }],
        tables: [table.name === undefined ? fold : { ...fold, isShared: true }],
      };
    }),
  };
}

function besides(file: string, name: string): string {
  return path.join(path.dirname(file), name);
}
