import type { LoadedModel } from "../model/loaded-model.js";
import type { ModelPath } from "../model/model-path.js";
import { oncePer } from "../model/once-per.js";
import { tablePath } from "../model/read-model-tables.js";
import type { FieldForm, SchemaForm } from "../model/schema-form.js";
import { lookupOf } from "../model/schema-lookup.js";
import { walkSchema } from "../model/walk-schema.js";

/** A schema of a model and where it stands. */
export interface SchemaPlace {
  readonly form: SchemaForm;
  readonly path: ModelPath;
}

/** Every schema of a model: each part's, and once each named one's, where it is first used. Several rules look at them. */
export const schemaPlaces = oncePer((model: LoadedModel): readonly SchemaPlace[] => {
  const places = partPlaces(model);
  const lookup = lookupOf(model.named);
  const seen = new Set<string>();
  // Grows while it is walked: a named schema may use others.
  for (const { form, path } of places) {
    walkSchema(form, path, (inner, innerPath) => {
      if (inner.kind !== "named" || seen.has(inner.name)) return;
      seen.add(inner.name);
      const named = lookup.get(inner.name);
      if (named !== undefined) places.push({ form: named.form, path: innerPath });
    });
  }
  return places;
});

function partPlaces(model: LoadedModel): SchemaPlace[] {
  if (model.kind === "read-model") return model.tables.map((table) => shapePlace(table.row, tablePath(table, "row")));
  return [
    { form: model.id.form, path: ["id"] },
    { form: model.state, path: ["state"] },
    ...model.events.flatMap(({ name, versions }) => versions.map((fields) => shapePlace(fields, ["events", name]))),
    ...model.rejections.map(({ name, fields }) => shapePlace(fields, ["rejections", name])),
    ...model.commands.map(({ name, fields }) => shapePlace(fields, ["commands", name, "data"])),
  ];
}

function shapePlace(fields: readonly FieldForm[], path: ModelPath): SchemaPlace {
  return { form: { kind: "object", fields }, path };
}
