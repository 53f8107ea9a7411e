import path from "node:path";
import { didYouMean } from "../check/did-you-mean.js";
import type { LoadedEvent, LoadedReadModel } from "../model/loaded-model.js";
import { modelFileOf } from "../model/model-file.js";
import { camelCase } from "../model/names.js";
import type { ProjectAggregate } from "../model/project.js";
import { assertFree, assertTypeName } from "./add-aggregate.js";
import { exportedSchemas, type NamedSchemas } from "./named-schemas.js";
import { findAggregate } from "./part-name.js";
import { type NewReadModel, readModelHandlersText, readModelModelText, readModelSpecText } from "./read-model-texts.js";
import { columnsOf, keyColumn } from "./row-columns.js";
import { ScaffoldError } from "./scaffold-error.js";
import {
  assertSound,
  finish,
  openScaffolding,
  type Scaffolding,
  type ScaffoldOptions,
  type ScaffoldResult,
} from "./scaffolding.js";
import { unwrittenSource } from "./supposed-model.js";
import { kebabCase } from "./words.js";

export interface AddReadModelOptions extends ScaffoldOptions {
  /** PascalCase, e.g. `LoanList`. */
  readonly name: string;
  /** An aggregate for all of its events, `Loan`; or single ones, `Loan.LoanCreated`. The first one makes a row. */
  readonly from: readonly string[];
}

/**
 * Writes a read model with a row for each instance of an aggregate: the columns are what the first event holds, later events
 * of the same fields change them.
 *
 * @throws {ScaffoldError} if it cannot be added; then nothing was written
 */
export async function addReadModel(options: AddReadModelOptions): Promise<ScaffoldResult> {
  const { name } = options;
  assertTypeName("read model", name);
  const scaffolding = await openScaffolding(options);
  const { project, files, edits } = scaffolding;
  const taken = project.readModels.find(({ model }) => model.name === name);
  if (taken !== undefined) {
    throw new ScaffoldError(`There is a read model ${name} already, in ${taken.file.shown}.`, "Choose another name.");
  }
  const { from, events } = selectEvents(scaffolding, options.from);
  const stem = kebabCase(name);
  const folder = path.join(project.folder, "src", stem);
  const at = (suffix: string) => path.join(folder, `${stem}.${suffix}.ts`);
  for (const file of [at("model"), at("read-model"), at("spec")]) assertFree(project.folder, file);

  const exported = exportedSchemas(project.folder, files);
  const known = new Set(exported.keys());
  const key = keyColumn(from.model, known);
  const [first] = events;
  const columns = first === undefined ? [] : columnsOf(first, key.field.name, known);
  const readModel: NewReadModel = { name, stem, folder, from, events, key, columns };
  const file = modelFileOf(project.folder, at("model"));
  const supposed = { file, model: supposedReadModel(readModel), source: unwrittenSource(file.shown) };
  assertSound({ ...project, readModels: [...project.readModels, supposed] });

  edits.create(at("model"), readModelModelText(readModel, schemasOf(readModel, exported)));
  edits.create(at("read-model"), readModelHandlersText(readModel));
  edits.create(at("spec"), readModelSpecText(readModel));
  return finish(scaffolding, options, notesOf(readModel));
}

function selectEvents(
  scaffolding: Scaffolding,
  selections: readonly string[],
): { from: ProjectAggregate; events: readonly LoadedEvent[] } {
  const parts = selections.map((text) => text.split("."));
  const wrong = selections.find((_, index) => (parts[index] ?? []).length > 2 || (parts[index] ?? []).includes(""));
  const [aggregate] = parts[0] ?? [];
  if (wrong !== undefined || aggregate === undefined) {
    throw new ScaffoldError(
      `${JSON.stringify(wrong ?? "")} does not say which events to follow.`,
      "Write --from Loan, or --from Loan.LoanCreated.",
    );
  }
  const other = parts.find(([name]) => name !== aggregate)?.[0];
  if (other !== undefined) {
    throw new ScaffoldError(
      `A new read model follows one aggregate, not ${aggregate} and ${other}.`,
      "Add it for one, then name the other's events in `from` of its model file.",
    );
  }
  const from = findAggregate(scaffolding, aggregate);
  const known = from.model.events.map((event) => event.name);
  if (known.length === 0) {
    throw new ScaffoldError(
      `${aggregate} has no events to follow.`,
      `\`npx factum add event ${aggregate}.<Name>\` adds one.`,
    );
  }
  const names = parts.some(([, name]) => name === undefined) ? known : parts.map(([, name = ""]) => name);
  const events = [...new Set(names)].map((name) => {
    const event = from.model.events.find((each) => each.name === name);
    if (event !== undefined) return event;
    throw new ScaffoldError(`${aggregate} has no event ${JSON.stringify(name)}.`, didYouMean(name, known));
  });
  return { from, events };
}

function supposedReadModel({ name, from, events, key, columns }: NewReadModel): LoadedReadModel {
  return {
    kind: "read-model",
    name,
    version: 1,
    isInline: false,
    from: [{ file: from.file.path, aggregate: from.model.name, types: events.map((event) => event.name) }],
    tables: [{ key: [key.field.name], row: [key, ...columns].map(({ field }) => field), indexes: [] }],
    named: from.model.named,
    malformed: [],
  };
}

function schemasOf({ key, columns }: NewReadModel, exported: ReadonlyMap<string, string>): NamedSchemas {
  const names = new Set([key, ...columns].flatMap(({ named }) => named));
  return { fileOf: new Map([...exported].filter(([name]) => names.has(name))) };
}

function notesOf({ name, stem, events, key, columns }: NewReadModel): readonly string[] {
  const readModel = camelCase(name);
  const kept = new Set([key.field.name, ...columns.map(({ field }) => field.name)]);
  const left = (events[0]?.fields ?? []).filter((field) => !kept.has(field.name)).map((field) => field.name);
  return [
    ...(left.length === 0 ? [] : [`Left out, since no column holds it as it is: ${left.join(", ")}.`]),
    "Have it among the listeners that your application starts:\n\n" +
      `    import { ${readModel} } from "./${stem}/${stem}.read-model.js";\n\n` +
      `    startListeners([readModelListener(${readModel}, store.readModels)], {\n` +
      "      events: store.events,\n      store: store.listeners,\n      notifier: store.notifier,\n    });\n",
  ];
}
