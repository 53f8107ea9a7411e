import { readFileSync } from "node:fs";
import type { Impurity } from "../model/impurity.js";
import type { LoadedModel } from "../model/loaded-model.js";
import type { ModelFile } from "../model/model-file.js";
import type { Location, ModelSource } from "../model/model-source.js";
import type { LoadFailure, Project, ProjectAggregate, ProjectModel, ProjectReadModel } from "../model/project.js";
import type { EvaluationFailure, StackPlace } from "./evaluate/protocol.js";
import type { FoundFailure } from "./source/find-failure.js";
import { lineOf, modelSource, type SourceIndex, shownPath } from "./source/model-text.js";
import { readText } from "./source/read-text.js";

/** What is known of a model file: its model, or why there is none; and its text. */
export type KnownFile = ({ readonly model: LoadedModel } | FailedFile) & {
  readonly index: SourceIndex;
  readonly impurities: readonly Impurity[];
};

interface FailedFile {
  readonly failure: EvaluationFailure;
  /** What the text tells of its place, if the error itself does not. */
  readonly found?: FoundFailure;
}

/** Puts a project together, in the order of its files. */
export function collectProject(
  folder: string,
  files: readonly ModelFile[],
  knownOf: (file: string) => KnownFile | undefined,
): Omit<Project, "lock"> {
  const aggregates: ProjectAggregate[] = [];
  const readModels: ProjectReadModel[] = [];
  const failures: LoadFailure[] = [];
  const impurities: Impurity[] = [];
  for (const file of files) {
    const known = knownOf(file.path);
    if (known === undefined) continue;
    impurities.push(...known.impurities);
    if ("failure" in known) {
      const source = modelSource(folder, known.index, readText);
      failures.push(loadFailure(folder, file, source, known));
      continue;
    }
    const entry = entryOf(folder, file, known.model, known.index);
    if (isAggregate(entry)) aggregates.push(entry);
    else if (isReadModel(entry)) readModels.push(entry);
  }
  return { folder, aggregates, readModels, failures, impurities };
}

const entries = new WeakMap<LoadedModel, ProjectModel>();

/** The same entry for the same model, so that what was made of it before can be known again. */
function entryOf(folder: string, file: ModelFile, model: LoadedModel, index: SourceIndex): ProjectModel {
  const known = entries.get(model) ?? { file, model, source: modelSource(folder, index, readText) };
  entries.set(model, known);
  return known;
}

function isAggregate(entry: ProjectModel): entry is ProjectAggregate {
  return entry.model.kind === "aggregate";
}

function isReadModel(entry: ProjectModel): entry is ProjectReadModel {
  return entry.model.kind === "read-model";
}

function loadFailure(folder: string, file: ModelFile, source: ModelSource, known: FailedFile): LoadFailure {
  const { failure, found } = known;
  const at = failure.kind === "threw" && failure.at !== undefined ? locationOf(folder, failure.at) : undefined;
  return {
    file,
    reason: reasonOf(failure),
    evaluated: failure.kind === "no-default-export" || failure.kind === "not-a-model",
    at: at ?? source.locationOf([]),
    ...found,
  };
}

function reasonOf(failure: EvaluationFailure): string {
  switch (failure.kind) {
    case "threw":
      return `could not be evaluated. ${failure.message}`;
    case "timed-out":
      return `was still being evaluated after ${failure.seconds} s, and was stopped. Does it wait for something?`;
    case "ended":
      return `ended the process that evaluates it, ${failure.how}`;
    case "no-default-export":
      return "has no default export.";
    case "not-a-model":
      return `exports ${failure.got} by default, not a model.`;
  }
}

function locationOf(folder: string, place: StackPlace): Location | undefined {
  try {
    const text = lineOf(readFileSync(place.file, "utf8"), place.line);
    return { file: shownPath(folder, place.file), line: place.line, column: place.column, length: 1, text };
  } catch {
    // The place may be in code that no file holds, such as `eval`; then the model's own place is as good as any.
    return undefined;
  }
}
