import type { LoadedModel } from "../model/loaded-model.js";
import type { ModelPath } from "../model/model-path.js";
import { walkSchema } from "../model/walk-schema.js";
import { schemaPlaces } from "./schema-places.js";

/** Where a model uses a named schema first. */
export function firstUseOf(model: LoadedModel, name: string): ModelPath {
  let found: ModelPath | undefined;
  for (const place of schemaPlaces(model)) {
    walkSchema(place.form, place.path, (form, path) => {
      if (form.kind === "named" && form.name === name) found ??= path;
    });
  }
  return found ?? [];
}
