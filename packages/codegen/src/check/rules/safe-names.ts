import type { ModelPath } from "../../model/model-path.js";
import { camelCase } from "../../model/names.js";
import { modelsOf, type ProjectModel } from "../../model/project.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { isReservedWord, typeNameProblem } from "../safe-identifier.js";

/** Names in the scope of a generated testkit, where the user's decider or read model is imported. */
const TESTKIT_NAMES = new Set(["deciderSpec", "given", "id", "on", "readModelSpec", "streamOf", "types"]);

/** Names become names of types and functions, so they must be fit for that, and harmless. */
export const safeNames: Rule = function* (project) {
  for (const entry of modelsOf(project)) {
    yield* nameProblems(entry, "name", entry.model.name, ["name"]);
    const exported = camelCase(entry.model.name);
    if (isReservedWord(exported) || TESTKIT_NAMES.has(exported)) {
      const message = `The name ${JSON.stringify(entry.model.name)} would make a constant called \`${exported}\`, which is taken.`;
      yield problemAt(entry, ["name"], { code: "F1101", message });
    }
    if (entry.model.kind !== "aggregate") continue;
    for (const part of ["events", "rejections", "commands"] as const) {
      const what = part.slice(0, -1);
      for (const { name } of entry.model[part]) yield* nameProblems(entry, what, name, [part, name]);
      // `{ __proto__: … }` in a literal sets the prototype, so that the entry is in the text alone.
      if (entry.source.has([part, "__proto__"])) yield* nameProblems(entry, what, "__proto__", [part, "__proto__"]);
    }
  }
};

function* nameProblems(entry: ProjectModel, what: string, name: string, path: ModelPath) {
  const problem = typeNameProblem(name);
  if (problem === undefined) return;
  const message = `The ${what} ${JSON.stringify(name)} ${problem}.`;
  yield problemAt(entry, path, { code: "F1101", message, hint: "Call it like RegistrationCreated." });
}
