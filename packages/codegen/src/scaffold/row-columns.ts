import { stringLiteral } from "../emit/printer/string-literal.js";
import type { LoadedAggregate, LoadedEvent } from "../model/loaded-model.js";
import { camelCase } from "../model/names.js";
import type { FieldForm, SchemaForm } from "../model/schema-form.js";
import { lookupOf, unnamed } from "../model/schema-lookup.js";

/** A column of a new read model, taken from the data of an event. */
export interface RowColumn {
  readonly field: FieldForm;
  /** Its schema, as a model file spells it. */
  readonly code: string;
  /** Named schemas that `code` uses. */
  readonly named: readonly string[];
}

/** The column that a row is found by: the aggregate's id. */
export function keyColumn({ name, id }: LoadedAggregate, exported: ReadonlySet<string>): RowColumn {
  const field = { name: `${camelCase(name)}Id`, optional: false, form: id.form };
  // An id whose schema nobody exports is a string to others.
  return (
    columnOfField(field, exported) ?? { field: { ...field, form: { kind: "string" } }, code: "z.string()", named: [] }
  );
}

/** What of an event's data fits into columns as it is; structures are left out. */
export function columnsOf(event: LoadedEvent, key: string, exported: ReadonlySet<string>): readonly RowColumn[] {
  return event.fields
    .map(({ sample: _, ...field }) => field)
    .filter(({ name }) => name !== key)
    .flatMap((field) => columnOfField(field, exported) ?? []);
}

/** The columns that a later event brings anew: of the same name and type, and always there. */
export function columnsChangedBy(event: LoadedEvent, columns: readonly RowColumn[]): readonly RowColumn[] {
  return columns.filter(({ field }) =>
    event.fields.some(
      ({ name, optional, form }) =>
        name === field.name && !optional && JSON.stringify(form) === JSON.stringify(field.form),
    ),
  );
}

/** A value of a field that test builders do not come up with, as code; undefined where that is not sure. */
export function otherValue(field: FieldForm, aggregate: LoadedAggregate): string | undefined {
  const form = unnamed(field.form, lookupOf(aggregate.named));
  if (field.form.kind === "named" || form.kind !== "string") return undefined;
  if (form.format === "date") return '"2031-09-30"';
  const isPlain = form.format === undefined && form.patterns === undefined && form.maxLength === undefined;
  return isPlain && (form.minLength ?? 0) <= 10 ? stringLiteral(`another ${field.name}`.padEnd(10, "s")) : undefined;
}

function columnOfField(field: FieldForm, exported: ReadonlySet<string>): RowColumn | undefined {
  const named: string[] = [];
  const code = codeOf(field.form, exported, named);
  if (code === undefined) return undefined;
  return { field, code: field.optional ? `${code}.optional()` : code, named };
}

function codeOf(form: SchemaForm, exported: ReadonlySet<string>, named: string[]): string | undefined {
  switch (form.kind) {
    case "string":
      return form.format === "date" || form.format === "datetime" ? `z.iso.${form.format}()` : "z.string()";
    case "number":
      return form.integer ? "z.int()" : "z.number()";
    case "boolean":
      return "z.boolean()";
    case "literal": {
      const values = form.values.map((value) => (typeof value === "string" ? stringLiteral(value) : String(value)));
      return `z.literal([${values.join(", ")}])`;
    }
    case "array": {
      const item = codeOf(form.item, exported, named);
      return item === undefined ? undefined : `z.array(${item})`;
    }
    case "nullable": {
      const inner = codeOf(form.inner, exported, named);
      return inner === undefined ? undefined : `${inner}.nullable()`;
    }
    case "named":
      if (!exported.has(form.name)) return undefined;
      named.push(form.name);
      return form.name;
    default:
      return undefined;
  }
}
