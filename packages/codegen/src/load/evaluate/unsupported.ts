import type { UnsupportedForm } from "../../model/schema-form.js";

/** What stands for a schema that cannot be stored, until the check reports it. */
export function unsupported(schema: string, advice: string): UnsupportedForm {
  return { kind: "unsupported", schema, advice };
}
