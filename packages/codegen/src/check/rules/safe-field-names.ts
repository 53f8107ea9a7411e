import type { ModelPath } from "../../model/model-path.js";
import { modelsOf } from "../../model/project.js";
import type { SchemaForm } from "../../model/schema-form.js";
import { walkSchema } from "../../model/walk-schema.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { fieldNameProblem } from "../safe-identifier.js";
import { schemaPlaces } from "../schema-places.js";

/** Names of fields become names of properties, columns and variables. */
export const safeFieldNames: Rule = function* (project) {
  for (const entry of modelsOf(project)) {
    for (const { form, path } of schemaPlaces(entry.model)) {
      for (const [name, place] of fieldNames(form, path)) {
        const problem = fieldNameProblem(name);
        if (problem === undefined) continue;
        const message = `The field ${JSON.stringify(name)} ${problem}.`;
        yield problemAt(entry, place, { code: "F1102", message, hint: "Call it like dueDate." });
      }
      // `{ __proto__: … }` in a literal sets the prototype, so that the field is in the text alone.
      if (!entry.source.has([...path, "__proto__"])) continue;
      const message = 'The field "__proto__" is a member of every JavaScript object.';
      yield problemAt(entry, [...path, "__proto__"], { code: "F1102", message, hint: "Call it like dueDate." });
    }
  }
};

function fieldNames(root: SchemaForm, rootPath: ModelPath): readonly (readonly [string, ModelPath])[] {
  const names: (readonly [string, ModelPath])[] = [];
  walkSchema(root, rootPath, (form, path) => {
    if (form.kind !== "object") return;
    for (const { name } of form.fields) names.push([name, [...path, name]]);
  });
  return names;
}
