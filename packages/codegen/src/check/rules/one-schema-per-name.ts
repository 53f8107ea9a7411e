import { oncePer } from "../../model/once-per.js";
import { modelsOf } from "../../model/project.js";
import type { NamedSchema } from "../../model/schema-form.js";
import { problemAt, type Rule } from "../diagnostic.js";
import { firstUseOf } from "../first-use-of.js";
import { quoted } from "../quoted.js";
import { typeNameProblem } from "../safe-identifier.js";

/** A schema's `.meta({ id })` is the name of one type, in the whole project. */
export const oneSchemaPerName: Rule = function* (project) {
  const known = new Map<string, { readonly schema: NamedSchema; readonly file: string }>();
  for (const entry of modelsOf(project)) {
    for (const schema of entry.model.named) {
      const path = () => firstUseOf(entry.model, schema.name);
      const problem = typeNameProblem(schema.name);
      if (problem !== undefined) {
        const message = `The schema's id ${quoted(schema.name)} ${problem}.`;
        yield problemAt(entry, path(), { code: "F1107", message, hint: "Call it like TrainingId." });
      }
      const other = known.get(schema.name);
      known.set(schema.name, other ?? { schema, file: entry.file.shown });
      if (other === undefined || formText(other.schema) === formText(schema)) continue;
      const message = `Two different schemas have the id ${quoted(schema.name)}; the other is used in ${other.file}.`;
      yield problemAt(entry, path(), {
        code: "F1107",
        message,
        hint: "Import one and the same schema in both places.",
      });
    }
  }
};

const formText = oncePer(({ form }: NamedSchema) => JSON.stringify(form));
