import type { ModelPath } from "../../model/model-path.js";
import type { ModelSource } from "../../model/model-source.js";
import type { ProjectModel } from "../../model/project.js";
import { tablePath } from "../../model/read-model-tables.js";
import type { SchemaForm } from "../../model/schema-form.js";
import { walkSchema } from "../../model/walk-schema.js";
import { type Diagnostic, problemAt } from "../diagnostic.js";
import { quoted } from "../quoted.js";
import { ruleOfModel } from "../rule-of-one.js";
import { columnNameProblem, fieldNameProblem } from "../safe-identifier.js";
import { schemaPlaces } from "../schema-places.js";

/** Names of fields become names of properties, columns and variables. */
export const safeFieldNames = ruleOfModel(function* (entry) {
  for (const { form, path } of schemaPlaces(entry.model)) {
    for (const [name, place] of fieldNames(form, path, entry.source)) {
      const problem = fieldNameProblem(name);
      if (problem !== undefined) yield problemOf(entry, name, place, problem);
    }
  }
  if (entry.model.kind !== "read-model") return;
  for (const table of entry.model.tables) {
    for (const { name } of table.row) {
      const problem = columnNameProblem(name);
      if (problem !== undefined) yield problemOf(entry, name, tablePath(table, "row", name), problem);
    }
  }
});

function problemOf(entry: ProjectModel, name: string, place: ModelPath, problem: string): Diagnostic {
  const message = `The field ${quoted(name)} ${problem}.`;
  return problemAt(entry, place, { code: "F1102", message, hint: "Call it like dueDate." });
}

function fieldNames(
  root: SchemaForm,
  rootPath: ModelPath,
  source: ModelSource,
): readonly (readonly [string, ModelPath])[] {
  const names: (readonly [string, ModelPath])[] = [];
  walkSchema(root, rootPath, (form, path) => {
    // A key that an object cannot hold as its own.
    if (form.kind === "record" && form.key.kind === "literal" && form.key.values.includes("__proto__")) {
      names.push(["__proto__", path]);
    }
    if (form.kind !== "object") return;
    for (const { name } of form.fields) names.push([name, [...path, name]]);
    // `{ __proto__: … }` in a literal sets the prototype, so that the field is in the text alone.
    const hidden = [...path, "__proto__"];
    if (source.has(hidden) && !form.fields.some(({ name }) => name === "__proto__")) names.push(["__proto__", hidden]);
  });
  return names;
}
