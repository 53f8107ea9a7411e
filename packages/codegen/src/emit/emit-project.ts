import { oncePer } from "../model/once-per.js";
import type { Project, ProjectAggregate } from "../model/project.js";
import { aggregateEmission } from "./aggregate/aggregate-emission.js";
import { deciderStub } from "./aggregate/decider-stub.js";
import { emitAggregateRuntime } from "./aggregate/emit-runtime.js";
import { emitAggregateTestkit } from "./aggregate/emit-testkit.js";
import { emitAggregateTypes } from "./aggregate/emit-types.js";
import type { EmittedFile } from "./generated-file.js";
import { emitReadModelRuntime } from "./read-model/emit-runtime.js";
import { emitReadModelTestkit } from "./read-model/emit-testkit.js";
import { emitReadModelTypes } from "./read-model/emit-types.js";
import { readModelEmission } from "./read-model/read-model-emission.js";
import { readModelStub } from "./read-model/read-model-stub.js";
import { emitRegistry } from "./registry/emit-registry.js";

/**
 * Every file that a project's models lead to. The project has passed its checks.
 *
 * @param filesOf those of an aggregate
 */
export function emitProject(project: Project, filesOf = emitAggregate): readonly EmittedFile[] {
  return [
    ...project.aggregates.flatMap((entry) => filesOf(entry)),
    ...project.readModels
      .map((entry) => readModelEmission(entry, project))
      .flatMap((emission) => [
        emitReadModelTypes(emission),
        emitReadModelRuntime(emission),
        emitReadModelTestkit(emission),
        readModelStub(emission),
      ]),
    ...emitRegistry(project),
  ];
}

/** The files of an aggregate, which follow from it alone. While models are watched, most of them are the same each time. */
export const emitAggregate = oncePer((entry: ProjectAggregate): readonly EmittedFile[] => {
  const emission = aggregateEmission(entry);
  return [
    emitAggregateTypes(emission),
    emitAggregateRuntime(emission),
    emitAggregateTestkit(emission),
    deciderStub(emission),
  ];
});
