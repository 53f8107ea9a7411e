import type { LoadedReadModel } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import { camelCase, snakeCase } from "../../model/names.js";
import type { ProjectModel } from "../../model/project.js";
import { problemAt } from "../diagnostic.js";
import { quoted } from "../quoted.js";
import { ruleOfModel } from "../rule-of-one.js";
import { isReservedWord, typeNameProblem } from "../safe-identifier.js";

/** Names in the scope of a generated testkit, where the user's decider or read model is imported. */
const TESTKIT_NAMES = new Set(["deciderSpec", "given", "id", "on", "readModelSpec", "streamOf", "types"]);

/** Its codec would be called like the function of core that makes codecs. */
const CODEC_MAKER = "createEvent";

/** Postgres cuts longer names, and two cut names may be one. In bytes. */
const MAX_TABLE_NAME = 63;

/** Names become names of types and functions, so they must be fit for that, and harmless. */
export const safeNames = ruleOfModel(function* (entry) {
  yield* nameProblems(entry, "name", entry.model.name, ["name"]);
  const exported = camelCase(entry.model.name);
  if (isReservedWord(exported) || TESTKIT_NAMES.has(exported) || exported === CODEC_MAKER) {
    const message = `The name ${quoted(entry.model.name)} would make a constant called \`${exported}\`, which is taken.`;
    yield problemAt(entry, ["name"], { code: "F1101", message });
  }
  if (entry.model.kind === "read-model") yield* tableProblems(entry, entry.model);
  if (entry.model.kind !== "aggregate") return;
  for (const part of ["events", "rejections", "commands"] as const) {
    const what = part.slice(0, -1);
    for (const { name } of entry.model[part]) yield* nameProblems(entry, what, name, [part, name]);
    // `{ __proto__: … }` in a literal sets the prototype, so that the entry is in the text alone.
    if (entry.source.has([part, "__proto__"])) yield* nameProblems(entry, what, "__proto__", [part, "__proto__"]);
  }
});

function* tableProblems(entry: ProjectModel, { name, version }: LoadedReadModel) {
  const table = `${snakeCase(name)}_v${version}`;
  if (typeNameProblem(name) !== undefined || table.length <= MAX_TABLE_NAME) return;
  const message = `The name ${quoted(name)} would make a table called ${table}, longer than Postgres's ${MAX_TABLE_NAME} characters.`;
  yield problemAt(entry, ["name"], { code: "F1101", message, hint: "Give it a shorter name." });
}

function* nameProblems(entry: ProjectModel, what: string, name: string, path: ModelPath) {
  const problem = typeNameProblem(name);
  if (problem === undefined) return;
  const message = `The ${what} ${quoted(name)} ${problem}.`;
  yield problemAt(entry, path, { code: "F1101", message, hint: "Call it like RegistrationCreated." });
}
