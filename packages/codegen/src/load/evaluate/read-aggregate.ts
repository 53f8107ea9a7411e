import { isDeepStrictEqual } from "node:util";
import type { AggregateModel, EventDefinition } from "@factum/core/model";
import type {
  LoadedAggregate,
  LoadedCommand,
  LoadedEvent,
  LoadedId,
  LoadedRejection,
  LoadedSnapshots,
  SchemaRewrite,
  ValueIssue,
} from "../../model/loaded-model.js";
import { aliasPath, type ModelPath } from "../../model/model-path.js";
import { camelCase } from "../../model/names.js";
import { lookupOf, unnamed } from "../../model/schema-lookup.js";
import { findRewrites } from "./find-rewrites.js";
import { createPartReader, isSchema, type PartReader } from "./part-reader.js";
import { sampleOf } from "./sample-of.js";
import { spellingsOf } from "./spellings-of.js";

/** An aggregate's model as plain JSON. */
export function readAggregate(model: AggregateModel): LoadedAggregate {
  const parts = createPartReader();
  const name = String(model.name);
  if (typeof model.name !== "string") parts.note(["name"], "is not a string");
  return {
    kind: "aggregate",
    name,
    category: String(model.category),
    id: readId(model.id, name, parts),
    state: parts.schema(model.state, ["state"]),
    initialStateIssues: initialStateIssues(model),
    ...readSnapshots(model.snapshots, parts),
    events: parts.entries(model.eventDefinitions, ["events"]).map(([event, value]) => readEvent(event, value, parts)),
    reservedEvents: readReservedEvents(model.reservedNames, parts),
    rejections: parts
      .entries(model.rejectionDefinitions, ["rejections"])
      .map(([rejection, value]) => readRejection(rejection, value, parts)),
    commands: parts
      .entries(model.commandDefinitions, ["commands"])
      .map(([command, value]) => readCommand(command, value, parts)),
    named: parts.named,
    malformed: parts.malformed,
  };
}

function readId(schema: unknown, aggregate: string, parts: PartReader): LoadedId {
  const form = parts.schema(schema, ["id"]);
  if (!isSchema(schema)) return { form, sample: { kind: "none" } };
  const sample = sampleOf(`${camelCase(aggregate)}Id`, schema);
  const spellings = spellingsOf(schema, unnamed(form, lookupOf(parts.named)), sample);
  return { form, sample, ...(spellings === undefined ? {} : { spellings }) };
}

function readSnapshots(value: unknown, parts: PartReader): Pick<LoadedAggregate, "snapshots"> {
  if (value === undefined) return {};
  const { every, foldVersion } = Object.fromEntries(parts.entries(value, ["snapshots"])) as Partial<LoadedSnapshots>;
  return { snapshots: { every: every ?? null, foldVersion: foldVersion ?? null } };
}

function readReservedEvents(value: unknown, parts: PartReader): readonly string[] {
  const { events } = Object.fromEntries(parts.entries(value ?? {}, ["reserved"])) as { events?: unknown };
  return parts.names(events ?? [], ["reserved", "events"]);
}

function readEvent(name: string, value: unknown, parts: PartReader): LoadedEvent {
  const path = ["events", name];
  const { versions, aliases, isRetired } = (value ?? {}) as Partial<Record<keyof EventDefinition, unknown>>;
  if (!Array.isArray(versions) || versions.length === 0) {
    parts.note(path, "is not made by event(…)");
    return { name, versions: [], fields: [], aliases: [], isRetired: false, rewrites: [] };
  }
  const shapes = versions.map((version: { shape?: unknown } | null) => version?.shape);
  // Older versions are kept for the lock; only the current one has builders, and a path in the text.
  const older = shapes.slice(0, -1).map((shape) => parts.shape(shape, path));
  const fields = parts.sampledShape(shapes.at(-1), path);
  const current = fields.map(({ sample: _, ...field }) => field);
  return {
    name,
    versions: [...older, current],
    fields,
    aliases: parts.names(aliases ?? [], aliasPath(name)),
    isRetired: isRetired === true,
    rewrites: rewritesIn(shapes.at(-1), path),
  };
}

function rewritesIn(shape: unknown, path: ModelPath): readonly SchemaRewrite[] {
  if (typeof shape !== "object" || shape === null) return [];
  return Object.entries(shape).flatMap(([name, field]) =>
    isSchema(field) ? findRewrites(field, [...path, name]) : [],
  );
}

function readRejection(name: string, value: unknown, parts: PartReader): LoadedRejection {
  const path = ["rejections", name];
  const { message, shape } = (value ?? {}) as { message?: unknown; shape?: unknown };
  if (typeof message !== "string") {
    parts.note(path, "is not made by rejection(…)");
    return { name, message: "", fields: [] };
  }
  return { name, message, fields: parts.shape(shape, path) };
}

function readCommand(name: string, value: unknown, parts: PartReader): LoadedCommand {
  const path = ["commands", name];
  if (typeof value !== "object" || value === null) {
    parts.note(path, "is not { data, emits, rejects }");
    return { name, fields: [], emits: [], rejects: [] };
  }
  for (const key of Object.keys(value)) {
    if (!COMMAND_PARTS.has(key))
      parts.note([...path, key], "is no part of a command; those are data, emits and rejects");
  }
  const { data, emits, rejects } = value as { data?: unknown; emits?: unknown; rejects?: unknown };
  return {
    name,
    fields: parts.sampledShape(data, [...path, "data"]),
    emits: parts.names(emits, [...path, "emits"]),
    rejects: parts.names(rejects ?? [], [...path, "rejects"]),
  };
}

const COMMAND_PARTS = new Set(["data", "emits", "rejects"]);

function initialStateIssues(model: AggregateModel): readonly ValueIssue[] {
  if (!isSchema(model.state)) return [];
  const parsed = model.state.safeParse(model.initialState);
  if (!parsed.success) {
    return parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  }
  const stored: unknown = JSON.parse(JSON.stringify(model.initialState) ?? "null");
  if (isDeepStrictEqual(stored, model.initialState) && isDeepStrictEqual(parsed.data, model.initialState)) return [];
  return [{ path: "", message: "has keys that the schema does not know, or values that it would change" }];
}
