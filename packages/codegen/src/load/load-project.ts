import { readFileSync } from "node:fs";
import { readProjectLock } from "../lock/read-project-lock.js";
import type { LoadedModel } from "../model/loaded-model.js";
import type { ModelFile } from "../model/model-file.js";
import type { Location, ModelSource } from "../model/model-source.js";
import type { LoadFailure, Project, ProjectAggregate, ProjectReadModel } from "../model/project.js";
import type { EvaluatedFile, EvaluationFailure, StackPlace } from "./evaluate/protocol.js";
import { evaluateModels } from "./evaluate-models.js";
import { findModelFiles } from "./find-model-files.js";
import { findFailure } from "./source/find-failure.js";
import { lineOf, readModelText, shownPath } from "./source/model-text.js";
import { createFileParser, type FileParser } from "./source/parse-file.js";
import { findImpurities } from "./source/purity/find-impurities.js";

export interface LoadOptions {
  /** Absolute, without links. */
  readonly folder: string;
  /** How long one model may take to be evaluated. Default 60. */
  readonly timeoutSeconds?: number;
  /** Gets what the models print. Default: dropped. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Loads every model of a project: values from a child process that evaluates the files, positions and documentation from
 * their text.
 */
export async function loadProject(options: LoadOptions): Promise<Project> {
  const { folder } = options;
  const files = findModelFiles(folder);
  const evaluating = evaluateModels(
    files.map((file) => file.path),
    { folder, timeoutSeconds: options.timeoutSeconds ?? 60, onOutput: options.onOutput ?? (() => {}) },
  );
  // Parsing keeps this process busy while the child evaluates.
  const parser = createFileParser();
  const sources = new Map(files.map((file) => [file, readModelText(folder, parser.parse(file.path), parser)]));
  const texts = files.map((file) => parser.parse(file.path));
  const impurities = findImpurities(folder, texts, parser);
  const evaluated = new Map((await evaluating).map((result) => [result.file, result]));

  const models = collect(folder, files, sources, evaluated, parser);
  return { folder, ...models, impurities, lock: readProjectLock(folder, models.aggregates, parser.parse) };
}

function collect(
  folder: string,
  files: readonly ModelFile[],
  sources: ReadonlyMap<ModelFile, ModelSource>,
  evaluated: ReadonlyMap<string, EvaluatedFile>,
  parser: FileParser,
): Omit<Project, "folder" | "impurities" | "lock"> {
  const aggregates: ProjectAggregate[] = [];
  const readModels: ProjectReadModel[] = [];
  const failures: LoadFailure[] = [];
  for (const file of files) {
    const source = sources.get(file);
    const result = evaluated.get(file.path);
    if (source === undefined || result === undefined) continue;
    if ("failure" in result) failures.push(loadFailure(folder, file, source, result.failure, parser));
    else addModel(file, source, result.model);
  }
  return { aggregates, readModels, failures };

  function addModel(file: ModelFile, source: ModelSource, model: LoadedModel): void {
    if (model.kind === "aggregate") aggregates.push({ file, source, model });
    else readModels.push({ file, source, model });
  }
}

function loadFailure(
  folder: string,
  file: ModelFile,
  source: ModelSource,
  failure: EvaluationFailure,
  parser: FileParser,
): LoadFailure {
  const found = placeOf(folder, file, failure, parser);
  return {
    file,
    reason: reasonOf(failure),
    evaluated: failure.kind === "no-default-export" || failure.kind === "not-a-model",
    at: source.locationOf([]),
    ...found,
  };
}

/** Where it failed, if anything tells: the stack, else the text. */
function placeOf(
  folder: string,
  file: ModelFile,
  failure: EvaluationFailure,
  parser: FileParser,
): Pick<LoadFailure, "at" | "sought"> | undefined {
  if (failure.kind !== "threw") return undefined;
  const at = failure.at === undefined ? undefined : locationOf(folder, failure.at);
  return at === undefined ? findFailure(folder, parser.parse(file.path), parser, failure.message) : { at };
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
