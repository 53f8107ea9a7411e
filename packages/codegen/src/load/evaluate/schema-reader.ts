import type { z } from "zod";
import type { FieldForm, NamedSchema, SchemaForm } from "../../model/schema-form.js";
import { adviceFor } from "./advice-for.js";
import { withFurtherChecks, withTexts } from "./further-checks.js";
import { holdsSecret } from "./holds-secret.js";
import { itemLimits } from "./item-limits.js";
import { metaOf } from "./meta-of.js";
import { readLiterals } from "./read-literals.js";
import { readNumber } from "./read-number.js";
import { readString } from "./read-string.js";
import { spellingOf } from "./spelling-of.js";
import { unsupported } from "./unsupported.js";

/** Turns zod schemas into schema forms, and gathers those that have a name. */
export interface SchemaReader {
  read(schema: z.ZodType): SchemaForm;
  readField(name: string, schema: z.ZodType): FieldForm;
  /** Every named schema met so far, in the order met; one name twice if two different schemas share it. */
  readonly named: readonly NamedSchema[];
}

export function createSchemaReader(): SchemaReader {
  const named: NamedSchema[] = [];
  const namedSchemas = new Set<z.ZodType>();
  const open = new Set<z.ZodType>();

  return { read, readField, named };

  function read(schema: z.ZodType): SchemaForm {
    const meta = metaOf(schema);
    const name = meta?.id;
    if (name === undefined) return readGuarded(schema);
    if (!namedSchemas.has(schema)) {
      // Before its own form is read, so that a recursive schema finds its name.
      namedSchemas.add(schema);
      addNamed({ name: String(name), form: readGuarded(schema), ...describedBy(schema) });
    }
    return { kind: "named", name: String(name) };
  }

  function addNamed(schema: NamedSchema): void {
    const text = JSON.stringify(schema.form);
    if (named.some((other) => other.name === schema.name && JSON.stringify(other.form) === text)) return;
    named.push(schema);
  }

  function readGuarded(schema: z.ZodType): SchemaForm {
    if (open.has(schema)) {
      return unsupported("a schema inside itself", 'give it a name: .meta({ id: "Name" })');
    }
    open.add(schema);
    try {
      return withFurtherChecks(readUnnamed(schema), (schema as unknown as z.core.$ZodTypes)._zod.def);
    } finally {
      open.delete(schema);
    }
  }

  function readUnnamed(schema: z.ZodType): SchemaForm {
    const def = (schema as unknown as z.core.$ZodTypes)._zod.def;
    switch (def.type) {
      case "string":
        return readString(def);
      case "template_literal":
        return { kind: "string", patterns: [String((schema._zod as { pattern?: RegExp }).pattern?.source)] };
      case "number":
        return readNumber(def);
      case "boolean":
        return { kind: "boolean" };
      case "null":
        return { kind: "literal", values: [null] };
      case "literal":
        return readLiterals(def.values);
      case "enum":
        return readLiterals([...(schema._zod.values ?? [])]);
      case "array":
        return { kind: "array", item: read(inner(def.element)), ...itemLimits(def.checks) };
      case "tuple": {
        const items = def.items.map((item) => read(inner(item)));
        return { kind: "tuple", items, ...(def.rest === null ? {} : { rest: read(inner(def.rest)) }) };
      }
      case "object": {
        if (def.catchall !== undefined && def.catchall._zod.def.type !== "never") {
          return unsupported("an object with unknown keys", "declare its fields, or put a z.record() into a field");
        }
        const fields = Object.entries(def.shape).map(([name, field]) => readField(name, inner(field)));
        return { kind: "object", fields };
      }
      case "union":
        return readUnion(def);
      case "record":
        return readRecord(def);
      case "nullable":
        return { kind: "nullable", inner: read(inner(def.innerType)) };
      case "default":
      case "prefault":
      case "nonoptional":
      case "readonly":
        return read(inner(def.innerType));
      case "lazy":
        return read(inner(def.getter()));
      case "optional":
        return unsupported("z.optional() outside of an object's field", "write z.nullable()");
      default:
        return unsupported(spellingOf(schema), adviceFor(def.type));
    }
  }

  function readField(name: string, schema: z.ZodType): FieldForm {
    const { schema: required, optional, checks } = stripOptional(schema);
    const secret = holdsSecret(schema) ? { secret: true as const } : {};
    return { name, optional, form: withTexts(read(required), checks), ...describedBy(schema), ...secret };
  }

  function readUnion(def: z.core.$ZodUnionDef & { readonly discriminator?: string }): SchemaForm {
    // Each option more refuses what two of them take: nothing that is stored could be told to stay readable. (Of a
    // discriminated union no two take the same.)
    if (def.inclusive === false && def.discriminator === undefined)
      return unsupported("z.xor()", "write z.union() or z.discriminatedUnion()");
    const options = def.options.map((option) => read(inner(option)));
    return {
      kind: "union",
      options,
      ...(def.discriminator === undefined ? {} : { discriminator: def.discriminator }),
    };
  }

  function readRecord(def: z.core.$ZodRecordDef & { readonly partial?: boolean; readonly mode?: string }): SchemaForm {
    if (def.mode === "loose") return unsupported("z.looseRecord()", "say what every value is, with z.record()");
    return {
      kind: "record",
      key: read(inner(def.keyType)),
      value: read(inner(def.valueType)),
      exhaustive: def.keyType._zod.values !== undefined && def.partial !== true,
    };
  }
}

/** zod's internals know schemas by a narrower type than its users do. */
function inner(schema: z.core.$ZodType): z.ZodType {
  return schema as z.ZodType;
}

/** A field's schema without `.optional()`, however deep it is wrapped, and the checks that stand around it. */
function stripOptional(schema: z.ZodType): { schema: z.ZodType; optional: boolean; checks: readonly string[] } {
  const { def } = (schema as unknown as z.core.$ZodTypes)._zod;
  const isWrapper = def.type === "optional" || def.type === "nonoptional" || def.type === "readonly";
  if (metaOf(schema)?.id !== undefined || !isWrapper) return { schema, optional: false, checks: [] };
  const within = stripOptional(inner(def.innerType));
  const own = (def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def.check);
  const optional = def.type === "readonly" ? within.optional : def.type === "optional";
  return { schema: within.schema, optional, checks: [...within.checks, ...own] };
}

function describedBy(schema: z.ZodType): { description?: string } {
  const description = metaOf(schema)?.description;
  return typeof description === "string" ? { description } : {};
}
