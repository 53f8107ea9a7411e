import { type ModelPath, pathKey } from "../../model/model-path.js";
import type { UnsupportedForm } from "../../model/schema-form.js";
import { walkSchema } from "../../model/walk-schema.js";
import { problemAt } from "../diagnostic.js";
import { ruleOfModel } from "../rule-of-one.js";
import { schemaPlaces } from "../schema-places.js";

/** What is stored is JSON, and must come back exactly as it went in. */
export const jsonTypes = ruleOfModel(function* (entry) {
  // What is no schema at all has its diagnostic already.
  const malformed = new Set(entry.model.malformed.map(({ path }) => pathKey(path)));
  for (const place of schemaPlaces(entry.model)) {
    const found: { readonly form: UnsupportedForm; readonly path: ModelPath }[] = [];
    walkSchema(place.form, place.path, (form, path) => {
      if (form.kind === "unsupported" && !malformed.has(pathKey(path))) found.push({ form, path });
    });
    for (const { form, path } of found) {
      const message = `${path.join(".")} is ${form.schema}, which cannot be stored as JSON.`;
      yield problemAt(entry, path, { code: "F1301", message, hint: `Instead, ${form.advice}.` });
    }
  }
});
