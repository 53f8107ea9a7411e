import { isDeepStrictEqual } from "node:util";
import type { JsonObject, JsonValue } from "@factum/core";
import type { FieldForm, SchemaForm } from "../../model/schema-form.js";
import type { SchemaLookup } from "../../model/schema-lookup.js";
import type { CatalogAggregate, CatalogCommand, CatalogEvent, CatalogReadModel } from "../catalog/catalog.js";
import { hidingSecrets } from "../catalog/hide-secrets.js";
import type {
  CatalogFoldSpecs,
  CatalogSpecs,
  Decision,
  DecisionTable,
  Said,
  SaidOutcome,
  SpecFold,
  SpecGroup,
} from "./catalog-specs.js";
import type { AggregateSpecs, ReadModelSpecs, ToldMessage, ToldOutcome } from "./specs-docs.js";

type Messages = Pick<CatalogAggregate, "commands" | "events" | "rejections">;

/** What the specs of an aggregate say. @param state the form of its state */
export function tellSpecs(
  { specs, states }: AggregateSpecs,
  aggregate: Messages,
  state: SchemaForm,
  lookup: SchemaLookup,
): CatalogSpecs {
  const hiding = hidingSecrets(lookup);
  const outcome = (told: ToldOutcome) => saidOutcome(told, aggregate, lookup);
  const stateOf = (value: JsonValue) => hiding.value(state, value);
  const told = specs.map(({ file, titles, stories }) => ({
    file,
    titles,
    told: stories.map((story) => ({
      given: story.given.map((past) => {
        if ("clock" in past) return past;
        if ("event" in past) return { event: saidEvent(past.event, aggregate, lookup) };
        return { command: saidCommand(past.command, aggregate, lookup), outcome: outcome(past.outcome) };
      }),
      steps: story.steps.map((step) => ({
        in: step.in,
        when: saidCommand(step.when, aggregate, lookup),
        outcome: outcome(step.outcome),
        to: step.to,
        ...(step.state === undefined ? {} : { state: stateOf(step.state) }),
      })),
      ...(story.state === undefined ? {} : { state: { word: story.state.word, value: stateOf(story.state.value) } }),
    })),
  }));
  return { count: specs.length, groups: groupsOf(told), decisions: decisionTable(specs, states, aggregate.commands) };
}

/** What the specs of a read model say. @param aggregates those that it may follow */
export function tellFolds(
  { specs }: ReadModelSpecs,
  { tables }: Pick<CatalogReadModel, "tables">,
  aggregates: readonly (Messages & Pick<CatalogAggregate, "category">)[],
  lookup: SchemaLookup,
): CatalogFoldSpecs {
  const row = (name: string | undefined, value: JsonValue): JsonValue => {
    const table = tables.find((each) => each.name === name);
    return isObject(value) ? Object.fromEntries(hidden(value, table?.row ?? [], lookup)) : value;
  };
  const told = specs.map(({ file, titles, folds }) => ({
    file,
    titles,
    told: folds.map(({ given, shows }): SpecFold => {
      const said = given.map(({ category, id, ...event }) => {
        const aggregate = aggregates.find((each) => each.category === category);
        return { ...saidEvent(event, aggregate ?? { events: [] }, lookup), category, id };
      });
      if (!("rows" in shows)) {
        const { table, key } = shows;
        const rows = shows.row === null ? [] : [row(table, shows.row)];
        return { given: said, rows: [{ ...(table === undefined ? {} : { table }), key: row(table, key), rows }] };
      }
      const lists = isList(shows.rows) ? [[undefined, shows.rows] as const] : Object.entries(shows.rows ?? {});
      const rows = lists.map(([table, list]) => ({
        ...(table === undefined ? {} : { table }),
        rows: (isList(list) ? list : []).map((each) => row(table, each)),
      }));
      return { given: said, rows };
    }),
  }));
  return { count: specs.length, groups: groupsOf(told) };
}

function saidCommand(told: ToldMessage, { commands }: Pick<Messages, "commands">, lookup: SchemaLookup): Said {
  const command = commands.find(({ name }) => name === told.type);
  return said(told, command?.fields ?? [], command, lookup);
}

function saidEvent(told: ToldMessage, { events }: Pick<Messages, "events">, lookup: SchemaLookup): Said {
  const event = events.find(({ name }) => name === told.type);
  return said(told, event?.versions.at(-1) ?? [], event, lookup);
}

function saidOutcome(told: ToldOutcome, aggregate: Messages, lookup: SchemaLookup): SaidOutcome {
  if ("events" in told) return { events: told.events.map((event) => saidEvent(event, aggregate, lookup)) };
  const { name, message, data } = told.rejection;
  const fields = aggregate.rejections.find((each) => each.name === name)?.fields ?? [];
  return { rejection: { ...said({ type: name, data }, fields, undefined, lookup), message } };
}

/** What the builders of a testkit fill in is what the example shows: a spec that leaves it there does not care about it. */
function said(
  { type, data }: ToldMessage,
  fields: readonly FieldForm[],
  builder: Pick<CatalogCommand | CatalogEvent, "example"> | undefined,
  lookup: SchemaLookup,
): Said {
  const example = builder?.example.data;
  const filledIn = isObject(example) ? example : {};
  const shown = hidden(data, fields, lookup).filter(
    ([name, value]) => !(Object.hasOwn(filledIn, name) && isDeepStrictEqual(filledIn[name], value)),
  );
  return { name: type, data: shown.map(([name, value]) => ({ name, value })) };
}

/** The fields that a model has, with nothing secret in them. What it does not have says nothing about itself. */
function hidden(data: JsonObject, fields: readonly FieldForm[], lookup: SchemaLookup): [string, JsonValue][] {
  const hiding = hidingSecrets(lookup);
  return fields
    .filter(({ name }) => Object.hasOwn(data, name))
    .map((field) => [field.name, hiding.field(field, data[field.name] ?? null)]);
}

function groupsOf<Told>(
  specs: readonly { readonly file: string; readonly titles: readonly string[]; readonly told: readonly Told[] }[],
): readonly SpecGroup<Told>[] {
  const groups = new Map<string, SpecGroup<Told> & { readonly specs: { title: string; told: readonly Told[] }[] }>();
  for (const { file, titles, told } of specs) {
    const suites = titles.slice(0, -1);
    const key = JSON.stringify([file, suites]);
    const group = groups.get(key) ?? { titles: suites, file, specs: [] };
    groups.set(key, group);
    group.specs.push({ title: titles.at(-1) ?? "", told });
  }
  return [...groups.values()];
}

function decisionTable(
  specs: AggregateSpecs["specs"],
  declared: readonly string[],
  commands: readonly CatalogCommand[],
): DecisionTable {
  const steps = specs.flatMap(({ stories }) => stories.flatMap((story) => story.steps));
  const states = [...new Set([...declared, ...steps.map((step) => step.in)])];
  const rows = commands.map(({ name }) => ({
    name,
    cells: states.map((state) => {
      const decisions = steps.filter((step) => step.in === state && step.when.type === name).flatMap(decisionsOf);
      return decisions.filter(
        (each, index) => decisions.findIndex((other) => isDeepStrictEqual(other, each)) === index,
      );
    }),
  }));
  return { states, commands: rows };
}

function decisionsOf({ outcome }: { readonly outcome: ToldOutcome }): readonly Decision[] {
  if ("rejection" in outcome) return [{ kind: "rejection", name: outcome.rejection.name }];
  if (outcome.events.length === 0) return [{ kind: "nothing", name: "nothing" }];
  return outcome.events.map(({ type }) => ({ kind: "event", name: type }));
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
