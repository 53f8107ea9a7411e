import type { FieldForm } from "./schema-form.js";

/** The name of the type of an event's, a command's or a rejection's data; undefined where there is none. */
export function dataTypeOf(entry: {
  readonly name: string;
  readonly fields: readonly FieldForm[];
}): string | undefined {
  return entry.fields.length === 0 ? undefined : `${entry.name}Data`;
}
