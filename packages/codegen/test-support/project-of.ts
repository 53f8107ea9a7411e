import { aggregate, event, readModel, rejection } from "@factum/core/model";
import { z } from "zod";
import { readModelValue } from "../src/load/evaluate/read-model-value.js";
import { indexText } from "../src/load/source/index-text.js";
import { modelSource } from "../src/load/source/model-text.js";
import { createFileParser } from "../src/load/source/parse-file.js";
import { findImpurities } from "../src/load/source/purity/find-impurities.js";
import type { ProjectLock } from "../src/lock/lock-file.js";
import { emptyProject } from "../src/model/empty-project.js";
import type { LoadedAggregate, LoadedModel, LoadedReadModel } from "../src/model/loaded-model.js";
import { modelFileOf } from "../src/model/model-file.js";
import type { LoadFailure, Project } from "../src/model/project.js";

/** Where the models of tests pretend to be. */
const FOLDER = "/project";

/**
 * A project of model files given as text, path to text: with real values, real schemas and real positions, but evaluated
 * in this process, which a rule's test can afford many times.
 *
 * A model may import other models of the project (`import Training from "./training.model.js"`) that stand before it.
 */
export function projectOf(
  files: Readonly<Record<string, string>>,
  failures: readonly LoadFailure[] = [],
  lock: ProjectLock = emptyProject(FOLDER).lock,
): Project {
  const exported = new Map<string, unknown>();
  for (const [file, text] of Object.entries(files)) exported.set(file, evaluate(text, exported));
  const fileOf = (model: unknown) => {
    const found = [...exported].find(([, other]) => other === model)?.[0];
    return found === undefined ? undefined : `${FOLDER}/${found}`;
  };

  const textOf = (file: string) => files[file.slice(FOLDER.length + 1)] ?? "";
  const parser = { ...createFileParser(textOf), imported: () => undefined };
  const models = Object.keys(files).map((name) => {
    const file = modelFileOf(FOLDER, `${FOLDER}/${name}`);
    const index = indexText(parser.parse(file.path), parser);
    const value = readModelValue(exported.get(name), fileOf);
    // As the conversation with the evaluating process does.
    const model = JSON.parse(JSON.stringify(value)) as LoadedModel;
    return { file, source: modelSource(FOLDER, index, textOf), model };
  });
  return {
    folder: FOLDER,
    aggregates: models.flatMap((entry) =>
      entry.model.kind === "aggregate" ? [{ ...entry, model: entry.model as LoadedAggregate }] : [],
    ),
    readModels: models.flatMap((entry) =>
      entry.model.kind === "read-model" ? [{ ...entry, model: entry.model as LoadedReadModel }] : [],
    ),
    failures,
    lock,
    impurities: findImpurities(
      FOLDER,
      models.map(({ file }) => parser.parse(file.path)),
      parser,
    ),
  };
}

function evaluate(text: string, others: ReadonlyMap<string, unknown>): unknown {
  const imports = [...text.matchAll(/^import (\w+) from "\.\/(.+)\.js";$/gm)];
  const names = ["aggregate", "event", "readModel", "rejection", "z", ...imports.map(([, name = ""]) => name)];
  const values = imports.map(([, , file]) => others.get(`src/${file}.ts`));
  const body = text.replace(/^import .*$/gm, "").replace("export default", "return");
  return new Function(...names, body)(aggregate, event, readModel, rejection, z, ...values);
}
