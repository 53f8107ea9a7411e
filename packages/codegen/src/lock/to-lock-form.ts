import { byCodePoint } from "../model/code-point-order.js";
import type { FieldForm, SchemaForm } from "../model/schema-form.js";
import type { SchemaLookup } from "../model/schema-lookup.js";
import { walkSchema } from "../model/walk-schema.js";
import type { LockedObject, LockForm } from "./lock-form.js";
import { sortedJson } from "./sorted-json.js";

/** Turns schema forms of one model into locked ones, and gathers the schemas that hold themselves. */
export interface LockForms {
  form(form: SchemaForm): LockForm;
  fields(fields: readonly FieldForm[]): LockedObject;
  /** Of all forms made so far. */
  readonly named: ReadonlyMap<string, LockForm>;
}

export function createLockForms(lookup: SchemaLookup): LockForms {
  const named = new Map<string, LockForm>();
  /** Of names that do not hold themselves; models use a name in many places. */
  const plain = new Map<string, LockForm>();
  return { form, fields, named };

  function form(schema: SchemaForm): LockForm {
    if (schema.kind === "named") return ofName(schema.name);
    const checks = textsOf("furtherChecks", "furtherChecks" in schema ? schema.furtherChecks : undefined);
    switch (schema.kind) {
      case "string": {
        const { patterns, patternFlags, furtherChecks: _, ...rest } = schema;
        const literals = patterns?.map((pattern, index) => `/${pattern}/${patternFlags?.[index] ?? ""}`);
        return { ...rest, ...textsOf("patterns", literals), ...checks };
      }
      case "number": {
        const { integer, furtherChecks: _, ...rest } = schema;
        // An infinite limit is no number in JSON, on which schemas come here; nobody can say what it was.
        if (Object.values(rest).includes(null as never)) return { kind: "unsupported", schema: "an infinite limit" };
        return { ...rest, ...(integer ? { integer } : {}), ...checks };
      }
      case "boolean":
        return { kind: "boolean", ...checks };
      case "literal":
        return { kind: "literal", values: sortedBy(schema.values, JSON.stringify), ...checks };
      case "array":
        return { ...schema, item: form(schema.item), ...checks };
      case "tuple": {
        const { items, rest } = schema;
        return {
          kind: "tuple",
          items: items.map(form),
          ...(rest === undefined ? {} : { rest: form(rest) }),
          ...checks,
        };
      }
      case "object":
        return { ...fields(schema.fields), ...checks };
      case "union":
        return { ...schema, options: sortedBy(schema.options.map(form), sortedJson), ...checks };
      case "record": {
        const { key, value, exhaustive } = schema;
        return { kind: "record", key: form(key), value: form(value), ...(exhaustive ? { exhaustive } : {}), ...checks };
      }
      case "nullable":
        return { kind: "nullable", inner: form(schema.inner), ...checks };
      case "unsupported":
        return { kind: "unsupported", schema: schema.schema };
    }
  }

  function fields(entries: readonly FieldForm[]): LockedObject {
    const optional = entries.flatMap((field) => (field.optional ? [field.name] : []));
    return {
      kind: "object",
      fields: Object.fromEntries(entries.map((field) => [field.name, form(field.form)])),
      ...textsOf("optional", optional),
    };
  }

  /** What the name stands for, unless that holds the name again. */
  function ofName(name: string): LockForm {
    const known = plain.get(name);
    if (known !== undefined) return known;
    const schema = lookup.get(name)?.form;
    if (schema === undefined) return { kind: "unsupported", schema: `a schema called ${name}, which is missing` };
    if (!named.has(name)) {
      if (!holdsItself(name, lookup)) {
        const made = form(schema);
        plain.set(name, made);
        return made;
      }
      // Before its own form is made, which leads back here.
      named.set(name, { kind: "named", name });
      named.set(name, form(schema));
    }
    return { kind: "named", name };
  }
}

function holdsItself(name: string, lookup: SchemaLookup): boolean {
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const schema = lookup.get(next)?.form;
    if (schema === undefined) continue;
    walkSchema(schema, [], (form) => {
      if (form.kind !== "named" || seen.has(form.name)) return;
      seen.add(form.name);
      open.push(form.name);
    });
  }
  return seen.has(name);
}

function textsOf<Key extends string>(
  key: Key,
  texts: readonly string[] | undefined,
): { readonly [K in Key]?: string[] } {
  if (texts === undefined || texts.length === 0) return {};
  return { [key]: [...new Set(texts)].sort(byCodePoint) } as { readonly [K in Key]: string[] };
}

/** By their texts, each once. */
function sortedBy<Item>(items: Iterable<Item>, text: (item: Item) => string): readonly Item[] {
  const byText = new Map([...items].map((item) => [text(item), item]));
  return [...byText].sort(([a], [b]) => byCodePoint(a, b)).map(([, item]) => item);
}
