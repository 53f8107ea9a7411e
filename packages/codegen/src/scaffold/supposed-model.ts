import { aggregate, event, rejection } from "@factum/core/model";
import { z } from "zod";
import { readAggregate } from "../load/evaluate/read-aggregate.js";
import type { LoadedAggregate } from "../model/loaded-model.js";
import type { ModelSource } from "../model/model-source.js";
import type { Project, ProjectAggregate } from "../model/project.js";
import type { NamedSchema } from "../model/schema-form.js";
import type { AggregateNames } from "./aggregate-names.js";
import { type Field, shapeOf } from "./field.js";

/** The model that the text of a new aggregate stands for: what evaluating it would give. */
export function supposedAggregate(names: AggregateNames, fields: readonly Field[]): LoadedAggregate {
  const { discriminator } = names;
  const shape = shapeOf(fields);
  const none = z.object({ [discriminator]: z.literal("none") });
  const active = z.object({ [discriminator]: z.literal("active"), ...shape });
  return readAggregate(
    aggregate(names.name, {
      id: z.uuid().lowercase().meta({ id: names.id }),
      state: z.discriminatedUnion(discriminator, [none, active]) as z.ZodType,
      initialState: { [discriminator]: "none" },
      events: { [names.event]: event(shape) },
      rejections: { [names.rejection]: rejection(names.sentence) },
      commands: { [names.command]: { data: shape, emits: [names.event], rejects: [names.rejection] } },
    }),
  );
}

/** What is to be added to an aggregate's model. */
export interface Addition {
  readonly event?: { readonly name: string; readonly fields: readonly Field[] };
  readonly command?: {
    readonly name: string;
    readonly fields: readonly Field[];
    readonly emits: readonly string[];
    readonly rejects: readonly string[];
  };
  /** Names of rejections. */
  readonly rejections?: readonly string[];
}

/** The project as it would be with the addition. */
export function supposedProject(project: Project, entry: ProjectAggregate, addition: Addition): Project {
  const { event: newEvent, command, rejections = [] } = addition;
  const added = readAggregate(
    aggregate("Addition", {
      id: z.uuid().lowercase(),
      state: z.object({}) as z.ZodType,
      initialState: {},
      events: newEvent === undefined ? {} : { [newEvent.name]: event(shapeOf(newEvent.fields)) },
      rejections: Object.fromEntries(rejections.map((name) => [name, rejection("")])),
      commands:
        command === undefined ? {} : { [command.name]: { data: shapeOf(command.fields), emits: [], rejects: [] } },
    }),
  );
  const commands = added.commands.map((each) => ({ ...each, ...command, fields: each.fields }));
  const { model } = entry;
  const supposed: ProjectAggregate = {
    ...entry,
    model: {
      ...model,
      events: [...model.events, ...added.events],
      rejections: [...model.rejections, ...added.rejections],
      commands: [...model.commands, ...commands],
      named: withKnown(added.named, project, model.named),
    },
  };
  return { ...project, aggregates: project.aggregates.map((each) => (each === entry ? supposed : each)) };
}

/** The project with one more aggregate. */
export function withAggregate(project: Project, entry: ProjectAggregate): Project {
  const named = withKnown(entry.model.named, project, []);
  return { ...project, aggregates: [...project.aggregates, { ...entry, model: { ...entry.model, named } }] };
}

/** A name that the project knows stands for what it stands for there. */
function withKnown(
  added: readonly NamedSchema[],
  project: Project,
  own: readonly NamedSchema[],
): readonly NamedSchema[] {
  const known = [...project.aggregates, ...project.readModels].flatMap(({ model }) => model.named);
  const missing = added.filter(({ name }) => !own.some((each) => each.name === name));
  return [...own, ...missing.map((each) => known.find(({ name }) => name === each.name) ?? each)];
}

/** Places in a text that is not written yet. */
export function unwrittenSource(file: string): ModelSource {
  return {
    locationOf: () => ({ file, line: 1, column: 1, length: 1, text: "" }),
    docs: {},
    docOf: () => undefined,
    textOf: () => undefined,
    has: () => false,
  };
}
