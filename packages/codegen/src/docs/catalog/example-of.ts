import type { JsonValue } from "@factum/core";
import type { SampledField } from "../../model/loaded-model.js";
import type { SchemaLookup } from "../../model/schema-lookup.js";
import type { Example } from "./catalog.js";
import { hidingSecrets } from "./hide-secrets.js";

/** The fields' samples as one object, with nothing in it that a schema marks as secret. */
export function exampleOf(fields: readonly SampledField[], lookup: SchemaLookup): Example {
  const hiding = hidingSecrets(lookup);
  const data = fields.flatMap((field): [string, JsonValue][] =>
    field.sample.kind === "value" ? [[field.name, hiding.field(field, field.sample.value)]] : [],
  );
  return { data: Object.fromEntries(data), isRedacted: hiding.hasHidden };
}
