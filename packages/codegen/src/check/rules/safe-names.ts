import type { LoadedReadModel } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import { camelCase } from "../../model/names.js";
import type { ProjectModel } from "../../model/project.js";
import { storedName, tablePath } from "../../model/read-model-tables.js";
import { problemAt } from "../diagnostic.js";
import { quoted } from "../quoted.js";
import { ruleOfModel } from "../rule-of-one.js";
import { fieldNameProblem, isReservedWord, typeNameProblem } from "../safe-identifier.js";

/** Names in the scope of a generated testkit, where the user's decider or read model is imported. */
const TESTKIT_NAMES = new Set(["deciderSpec", "given", "id", "model", "on", "readModelSpec", "streamOf", "types"]);

/** Its codec would be called like the function of core that makes codecs. */
const CODEC_MAKER = "createEvent";

/** Postgres cuts longer names, and two cut names may be one. In bytes. */
const MAX_TABLE_NAME = 63;

/** A table's name ends with its version and build, which rise: there is room for some. */
const ROOM_FOR = { version: 999, build: 999 };

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

function* tableProblems(entry: ProjectModel, { name, version, tables }: LoadedReadModel) {
  // What is no name at all is reported as that alone.
  const isNamed = typeNameProblem(name) === undefined;
  for (const table of tables) {
    const path = table.name === undefined ? ["name"] : tablePath(table);
    const problem = table.name === undefined ? undefined : fieldNameProblem(table.name);
    if (problem !== undefined) {
      const message = `The table ${quoted(table.name ?? "")} ${problem}.`;
      yield problemAt(entry, path, { code: "F1101", message, hint: "Call it like courses." });
    } else if (isNamed) yield* lengthProblems(entry, path, storedName(name, table), version);
  }
  // `{ __proto__: … }` in a literal sets the prototype, so that the table is in the text alone.
  const hidden = ["tables", "__proto__"];
  if (entry.source.has(hidden)) {
    const message = `The table "__proto__" ${fieldNameProblem("__proto__")}.`;
    yield problemAt(entry, hidden, { code: "F1101", message, hint: "Call it like courses." });
  }
}

function* lengthProblems(entry: ProjectModel, path: ModelPath, stored: string, version: number) {
  const table = `${stored}_v${Math.max(version, ROOM_FOR.version)}_b${ROOM_FOR.build}`;
  if (table.length <= MAX_TABLE_NAME) return;
  const message = `It would make tables with names as long as ${table}, longer than Postgres's ${MAX_TABLE_NAME} characters.`;
  yield problemAt(entry, path, { code: "F1101", message, hint: "Give it a shorter name." });
}

function* nameProblems(entry: ProjectModel, what: string, name: string, path: ModelPath) {
  const problem = typeNameProblem(name);
  if (problem === undefined) return;
  const message = `The ${what} ${quoted(name)} ${problem}.`;
  yield problemAt(entry, path, { code: "F1101", message, hint: "Call it like RegistrationCreated." });
}
