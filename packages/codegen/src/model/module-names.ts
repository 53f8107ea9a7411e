import { dataTypeOf } from "./data-type.js";
import { idTypeOf } from "./id-type.js";
import type { LoadedAggregate, LoadedReadModel } from "./loaded-model.js";
import type { ModelPath } from "./model-path.js";
import { hasSeveralTables, tablePath, tableTypeName } from "./read-model-tables.js";
import { stateVariantsOf } from "./state-variants.js";

/** A name in a model's generated files, and the part of the model that it comes from. */
export interface ModuleName {
  readonly name: string;
  /** For people, e.g. `the event VideoStarted`. */
  readonly owner: string;
  readonly path: ModelPath;
}

/** Every type name that an aggregate's generated files hold, in the order in which a conflict is the later one's fault. */
export function aggregateModuleNames(model: LoadedAggregate): readonly ModuleName[] {
  const { name } = model;
  const own = (suffix: string) => ({
    name: `${name}${suffix}`,
    owner: `the generated type ${name}${suffix}`,
    path: [],
  });
  return [
    ...imported(["Brand", "DecisionContext", "Decider", "NoData", "RecordedEvent"]),
    ...["State", "Event", "Rejection", "Command", "Handlers", "Decider"].map(own),
    ...(model.id.form.kind === "named" ? [] : [{ name: idTypeOf(model), owner: "the type of the id", path: ["id"] }]),
    ...namedSchemas(model),
    ...(stateVariantsOf(model) ?? []).flatMap((variant) =>
      variant.kind === "named" ? [] : [{ name: variant.name, owner: `a member of ${name}State`, path: ["state"] }],
    ),
    ...model.events.flatMap((event) => {
      const entry = entryNames("event", ["events", event.name], event);
      return [...entry, ofEntry(`Recorded${event.name}`, "event", ["events", event.name], event.name)];
    }),
    ...model.rejections.flatMap((rejection) => entryNames("rejection", ["rejections", rejection.name], rejection)),
    ...model.commands.flatMap((command) => {
      const path = ["commands", command.name];
      const generated = [`${command.name}Context`, `${command.name}Decision`];
      const entry = entryNames("command", path, command);
      return [...entry, ...generated.map((each) => ofEntry(each, "command", path, command.name))];
    }),
  ];
}

/** {@link aggregateModuleNames} for a read model. */
export function readModelModuleNames(model: LoadedReadModel): readonly ModuleName[] {
  const { name } = model;
  const several = hasSeveralTables(model);
  const generated = ["Event", "ReadModel", ...(several ? [] : ["Handlers"])].map((suffix) => `${name}${suffix}`);
  return [
    ...imported(["Brand", "ReadModel", "ReadModelTable", "TableFold", ...(several ? ["EveryEventHandled"] : [])]),
    ...model.from.flatMap((selection, index) =>
      selection.types.map((type) => ({
        name: `Recorded${type}`,
        owner: `the recorded event ${type}`,
        path: ["from", index],
      })),
    ),
    ...generated.map((each) => ({ name: each, owner: `the generated type ${each}`, path: [] })),
    ...model.tables.flatMap((table) =>
      ["Key", "Values", "Row", ...(several ? ["Fold", "Handlers"] : [])].map((suffix) => {
        const each = `${tableTypeName(name, table)}${suffix}`;
        const whose = table.name === undefined ? "" : ` of the table ${table.name}`;
        return { name: each, owner: `the generated type ${each}${whose}`, path: tablePath(table) };
      }),
    ),
    ...namedSchemas(model),
  ];
}

function imported(names: readonly string[]): readonly ModuleName[] {
  return names.map((name) => ({ name, owner: `Factum's type ${name}`, path: [] }));
}

function namedSchemas(model: LoadedAggregate | LoadedReadModel): readonly ModuleName[] {
  const names = new Set(model.named.map((schema) => schema.name));
  return [...names].map((name) => ({ name, owner: `the schema with the id ${JSON.stringify(name)}`, path: [] }));
}

function entryNames(kind: string, path: ModelPath, entry: Parameters<typeof dataTypeOf>[0]): readonly ModuleName[] {
  const data = dataTypeOf(entry);
  const own = { name: entry.name, owner: `the ${kind} ${entry.name}`, path };
  return data === undefined ? [own] : [own, ofEntry(data, kind, path, entry.name)];
}

function ofEntry(name: string, kind: string, path: ModelPath, entry: string): ModuleName {
  return { name, owner: `the generated type ${name} of the ${kind} ${entry}`, path };
}
