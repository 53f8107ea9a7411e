import type { SampledField } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import type { ProjectModel } from "../../model/project.js";
import { problemAt } from "../diagnostic.js";
import { ruleOfAggregate } from "../rule-of-one.js";

/** Every field has a valid value for the testkit's builders. */
export const buildersHaveDefaults = ruleOfAggregate(function* (entry) {
  const { id, events, commands, name } = entry.model;
  yield* sampleProblem(entry, ["id"], { name: `id of ${name}`, sample: id.sample });
  for (const event of events) yield* fieldProblems(entry, ["events", event.name], event.fields);
  for (const command of commands) yield* fieldProblems(entry, ["commands", command.name, "data"], command.fields);
});

function* fieldProblems(entry: ProjectModel, path: ModelPath, fields: readonly SampledField[]) {
  for (const field of fields) yield* sampleProblem(entry, [...path, field.name], field);
}

function* sampleProblem(entry: ProjectModel, path: ModelPath, { name, sample }: Pick<SampledField, "name" | "sample">) {
  if (sample.kind !== "problem") return;
  const message = `The testkit has no default for ${name}: it ${sample.problem}.`;
  yield problemAt(entry, path, { code: "F1305", message });
}
