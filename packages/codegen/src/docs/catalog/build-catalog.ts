import { byCodePoint } from "../../model/code-point-order.js";
import type { LoadedCommand, LoadedEvent, LoadedRejection, LoadedTable } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import { modelsOf, type Project, type ProjectAggregate, type ProjectReadModel } from "../../model/project.js";
import { storedName, tablePath } from "../../model/read-model-tables.js";
import type { FieldForm, NamedSchema } from "../../model/schema-form.js";
import { lookupOf, type SchemaLookup } from "../../model/schema-lookup.js";
import { NO_SPECS, type SpecsDocs } from "../specs/specs-docs.js";
import { tellFolds, tellSpecs } from "../specs/tell-specs.js";
import type {
  Catalog,
  CatalogAggregate,
  CatalogCommand,
  CatalogEvent,
  CatalogField,
  CatalogReadModel,
  CatalogRejection,
  CatalogSelection,
  CatalogTable,
} from "./catalog.js";
import { exampleOf } from "./example-of.js";

/** The catalog of a project that has passed its checks. @param specs what its specs have written down */
export function buildCatalog(
  project: Project,
  about: Pick<Catalog, "title" | "version">,
  specs: SpecsDocs = NO_SPECS,
): Catalog {
  const named = namedSchemas(project);
  const lookup = lookupOf(named);
  const readModels = project.readModels
    .map((entry) => readModelOf(entry, project))
    .sort((a, b) => byCodePoint(a.name, b.name));
  const aggregates = project.aggregates
    .map((entry) => withSpecs(entry, aggregateOf(entry, readModels, lookup), specs, lookup))
    .sort((a, b) => byCodePoint(a.category, b.category));
  const told = readModels.map((readModel) => withFolds(readModel, aggregates, specs, lookup));
  return { ...about, aggregates, readModels: told, named, lookup };
}

/** A name stands for one schema in the whole project: the check for that has passed. */
function namedSchemas(project: Project): readonly NamedSchema[] {
  const named = new Map(modelsOf(project).flatMap(({ model }) => model.named.map((each) => [each.name, each])));
  return [...named.values()].sort((a, b) => byCodePoint(a.name, b.name));
}

function aggregateOf(
  entry: ProjectAggregate,
  readModels: readonly CatalogReadModel[],
  lookup: SchemaLookup,
): CatalogAggregate {
  const { model } = entry;
  const rejections = model.rejections.map((rejection) => rejectionOf(entry, rejection));
  return {
    ...documented(entry, model.name, []),
    category: model.category,
    id: model.id.form,
    ...(model.snapshots === undefined ? {} : { snapshots: model.snapshots }),
    commands: model.commands.map((command) => commandOf(entry, command, rejections, lookup)),
    events: model.events.map((event) => eventOf(entry, event, readModels, lookup)),
    rejections,
  };
}

function withSpecs(
  { model }: ProjectAggregate,
  aggregate: CatalogAggregate,
  { aggregates }: SpecsDocs,
  lookup: SchemaLookup,
): CatalogAggregate {
  const specs = aggregates.get(aggregate.name);
  return specs === undefined ? aggregate : { ...aggregate, specs: tellSpecs(specs, aggregate, model.state, lookup) };
}

function withFolds(
  readModel: CatalogReadModel,
  aggregates: readonly CatalogAggregate[],
  { readModels }: SpecsDocs,
  lookup: SchemaLookup,
): CatalogReadModel {
  const specs = readModels.get(readModel.name);
  return specs === undefined ? readModel : { ...readModel, specs: tellFolds(specs, readModel, aggregates, lookup) };
}

function commandOf(
  entry: ProjectAggregate,
  command: LoadedCommand,
  rejections: readonly CatalogRejection[],
  lookup: SchemaLookup,
): CatalogCommand {
  const path = ["commands", command.name];
  return {
    ...documented(entry, command.name, path),
    fields: fieldsOf(entry, command.fields, [...path, "data"]),
    emits: command.emits,
    rejects: rejections.filter(({ name }) => command.rejects.includes(name)),
    example: exampleOf(command.fields, lookup),
  };
}

function eventOf(
  entry: ProjectAggregate,
  event: LoadedEvent,
  readModels: readonly CatalogReadModel[],
  lookup: SchemaLookup,
): CatalogEvent {
  const { model } = entry;
  const path = ["events", event.name];
  const follows = (selection: CatalogSelection) =>
    selection.category === model.category && selection.types.includes(event.name);
  return {
    ...documented(entry, event.name, path),
    isRetired: event.isRetired,
    aliases: event.aliases,
    versions: event.versions.map((fields, index) =>
      // A comment stands above a field of the current version; it may be wrong for an older one.
      index === event.versions.length - 1 ? fieldsOf(entry, fields, path) : fields,
    ),
    example: exampleOf(event.fields, lookup),
    emittedBy: model.commands.filter(({ emits }) => emits.includes(event.name)).map(({ name }) => name),
    followedBy: readModels.filter(({ from }) => from.some(follows)).map(({ name }) => name),
  };
}

function rejectionOf(entry: ProjectAggregate, rejection: LoadedRejection): CatalogRejection {
  const path = ["rejections", rejection.name];
  const { message, fields } = rejection;
  return { ...documented(entry, rejection.name, path), message, fields: fieldsOf(entry, fields, path) };
}

function readModelOf(entry: ProjectReadModel, { aggregates }: Project): CatalogReadModel {
  const { model } = entry;
  return {
    ...documented(entry, model.name, []),
    version: model.version,
    isInline: model.isInline,
    tables: model.tables.map((table) => tableOf(entry, table)),
    from: model.from.flatMap(({ file, aggregate, types }) => {
      const category = aggregates.find((each) => each.file.path === file)?.model.category;
      return category === undefined ? [] : [{ aggregate, category, types }];
    }),
  };
}

function tableOf(entry: ProjectReadModel, table: LoadedTable): CatalogTable {
  const { name, key, indexes } = table;
  return {
    // The only table's documentation is that of the read model.
    ...(name === undefined ? {} : documented(entry, name, tablePath(table))),
    table: storedName(entry.model.name, table),
    key,
    indexes,
    row: fieldsOf(entry, table.row, tablePath(table, "row")),
  };
}

type Entry = ProjectAggregate | ProjectReadModel;

function documented({ source }: Entry, name: string, path: ModelPath): { name: string; doc?: string } {
  const doc = source.docOf(path);
  return doc === undefined ? { name } : { name, doc };
}

function fieldsOf({ source }: Entry, fields: readonly FieldForm[], path: ModelPath): readonly CatalogField[] {
  return fields.map(({ name, optional, form, description, secret }) => {
    const doc = source.docOf([...path, name]) ?? description;
    return { name, optional, form, ...(doc === undefined ? {} : { doc }), ...(secret === true ? { secret } : {}) };
  });
}
