import { writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Decider, EventCodec, ReadModel, RecordedEvent, TableFold } from "@factum/core";
import type { AggregateModel, ReadModelModel } from "@factum/core/model";
import { findModelFiles } from "../src/load/find-model-files.js";

/** One project of many small models, each for one feature, with all that is generated for them. */
export const GOLDEN_FOLDER = fileURLToPath(new URL("./golden", import.meta.url));

/** What came of running every golden; committed beside them. */
export const TRANSCRIPT = path.join(GOLDEN_FOLDER, "transcript.json");

export async function writeTranscript(): Promise<void> {
  writeFileSync(TRANSCRIPT, `${JSON.stringify(await runGoldens(), null, 2)}\n`);
}

type Builders = Readonly<Record<string, () => { readonly type: string; readonly data: unknown }>>;

/** Runs every command of every aggregate on every state that one event leads to, and reads every version of every event. */
export async function runGoldens(): Promise<Readonly<Record<string, unknown>>> {
  const models = findModelFiles(GOLDEN_FOLDER).map((file) => file.path.replace(/\.model\.ts$/, ""));
  const transcripts: Record<string, unknown> = {};
  for (const model of models) {
    const { default: exported } = await module<{ default: AggregateModel | ReadModelModel }>(`${model}.model.ts`);
    transcripts[exported.name] =
      exported.kind === "aggregate" ? await runAggregate(model, exported) : await runReadModel(model, exported);
  }
  return transcripts;
}

async function runAggregate(model: string, { name, eventDefinitions, commandDefinitions }: AggregateModel) {
  const stem = path.basename(model);
  const generated = path.join(path.dirname(model), "generated", stem);
  const builders = await module<Builders>(`${generated}.testkit.ts`);
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const decider = await exportOf<Decider>(`${model}.decider.ts`, camel);
  const codec = await exportOf<EventCodec>(`${generated}.runtime.ts`, `${camel}Codec`);
  const stored = Object.keys(eventDefinitions).some((type) => (eventDefinitions[type]?.versions.length ?? 0) > 1)
    ? await exportOf<Readonly<Record<string, readonly unknown[]>>>(`${model}.stored.ts`, "stored")
    : {};

  const context = { id: "the-id", version: 3, now: "2030-01-01T00:00:00.000Z", actor: "bela", newId: () => "new-id" };
  const events = Object.keys(eventDefinitions).map((type) => built(builders, type));
  const states = [decider.initialState, ...events.map((event) => decider.evolve(decider.initialState, event))];
  const commands = Object.keys(commandDefinitions).map((type) => decider.parseCommand(built(builders, type)));
  return {
    states,
    decisions: commands.map((command) => ({
      command,
      results: states.map((state) => decider.decide(state, command, context)),
    })),
    encoded: events.map((event) => codec.encode(event)),
    read: Object.entries(eventDefinitions).flatMap(([type, { versions }]) =>
      versions.map((_, index) => {
        const current = index === versions.length - 1;
        const data = current ? built(builders, type).data : stored[type]?.[index];
        if (data === undefined) throw new Error(`${stem}.stored.ts has no data of ${type}, version ${index + 1}.`);
        return codec.decode({ type, schemaVersion: index + 1, data: data as never }, { check: true });
      }),
    ),
  };
}

/** The row of each event alone in each table, folded twice: from nothing, and from what that gave. */
async function runReadModel(model: string, { name, from }: ReadModelModel) {
  const camel = name.charAt(0).toLowerCase() + name.slice(1);
  const { folds } = await exportOf<ReadModel<readonly TableFold[]>>(`${model}.read-model.ts`, camel);
  const events = await Promise.all(
    from.flatMap(({ aggregate, types }) => types.map((type) => recorded(aggregate.name, type))),
  );
  return events.flatMap((event) =>
    folds.map((table) => {
      const first = table.fold(event, null);
      return { type: event.type, in: table.title, key: table.key(event), first, second: table.fold(event, first) };
    }),
  );
}

async function recorded(aggregate: string, type: string): Promise<RecordedEvent> {
  const stem = aggregate.toLowerCase();
  const file = findModelFiles(GOLDEN_FOLDER).find((each) => each.stem === stem)?.path ?? "";
  const builders = await module<Builders>(path.join(path.dirname(file), "generated", `${stem}.testkit.ts`));
  const place = { id: "the-id", streamId: `${stem}-the-id`, version: 1, position: 7, eventId: "event-id" };
  return { ...built(builders, type), ...place, recordedAt: "2030-01-01T00:00:00.000Z", metadata: {} };
}

function built(builders: Builders, type: string) {
  const build = builders[type];
  if (build === undefined) throw new Error(`The testkit has no builder of ${type}.`);
  return build();
}

async function exportOf<Value>(file: string, name: string): Promise<Value> {
  const value = (await module<Readonly<Record<string, Value>>>(file))[name];
  if (value === undefined) throw new Error(`${file} exports no ${name}.`);
  return value;
}

async function module<Exports>(file: string): Promise<Exports> {
  return (await import(pathToFileURL(file).href)) as Exports;
}
