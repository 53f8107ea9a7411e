import type { z } from "zod";
import type { MalformedPart, SampledField } from "../../model/loaded-model.js";
import type { ModelPath } from "../../model/model-path.js";
import type { FieldForm, NamedSchema, SchemaForm } from "../../model/schema-form.js";
import { walkSchema } from "../../model/walk-schema.js";
import { examplesOf } from "./accepted-sample.js";
import { sampleOf } from "./sample-of.js";
import { createSchemaReader } from "./schema-reader.js";
import { unsupported } from "./unsupported.js";

/**
 * Reads the parts of a model without trusting the types: tsx checks none, so a model may hold anything anywhere.
 *
 * What is not as the vocabulary makes it is noted as malformed and read as if it were empty, so that the rest of the
 * model is checked too.
 */
export interface PartReader {
  readonly malformed: readonly MalformedPart[];
  readonly named: readonly NamedSchema[];
  note(path: ModelPath, message: string): void;
  schema(value: unknown, path: ModelPath): SchemaForm;
  shape(value: unknown, path: ModelPath): readonly FieldForm[];
  /** A shape's fields with values for test builders. */
  sampledShape(value: unknown, path: ModelPath): readonly SampledField[];
  names(value: unknown, path: ModelPath): readonly string[];
  /** The entries of an object; none, with a note, if it is no object. */
  entries(value: unknown, path: ModelPath): readonly (readonly [string, unknown])[];
}

export function createPartReader(): PartReader {
  const schemas = createSchemaReader();
  const malformed: MalformedPart[] = [];
  const reader: PartReader = { malformed, named: schemas.named, note, schema, shape, sampledShape, names, entries };
  return reader;

  function note(path: ModelPath, message: string): void {
    malformed.push({ path, message });
  }

  function schema(value: unknown, path: ModelPath): SchemaForm {
    if (isSchema(value)) return schemas.read(value);
    return missingSchema(path);
  }

  function missingSchema(path: ModelPath): SchemaForm {
    note(path, "is not a schema of zod 4");
    return unsupported("a value that is no schema", "write a schema of zod 4");
  }

  function shape(value: unknown, path: ModelPath): readonly FieldForm[] {
    return entries(value, path).map(([name, field]) =>
      isSchema(field)
        ? schemas.readField(name, field)
        : { name, optional: false, form: missingSchema([...path, name]) },
    );
  }

  function sampledShape(value: unknown, path: ModelPath): readonly SampledField[] {
    const fields = entries(value, path);
    return shape(value, path).map((form, index) => {
      const field = fields[index]?.[1];
      const absent = !isSchema(field) || isUnsupported(form.form) || (form.optional && !hasExamples(field));
      return { ...form, sample: absent ? { kind: "none" } : sampleOf(form.name, field) };
    });
  }

  function names(value: unknown, path: ModelPath): readonly string[] {
    if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
    note(path, "is not an array of names");
    return [];
  }

  function entries(value: unknown, path: ModelPath): readonly (readonly [string, unknown])[] {
    if (isSchema(value)) {
      note(path, "is a schema; write its fields alone, as { name: schema }");
      return [];
    }
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return Object.entries(value);
    note(path, "is not an object");
    return [];
  }
}

export function isSchema(value: unknown): value is z.ZodType {
  return typeof value === "object" && value !== null && "_zod" in value && "safeParse" in value;
}

/** Whether anything in the form cannot be stored; such a field has a diagnostic already and needs no sample. */
function isUnsupported(form: SchemaForm): boolean {
  let found = false;
  walkSchema(form, [], ({ kind }) => {
    found ||= kind === "unsupported";
  });
  return found;
}

function hasExamples(schema: z.ZodType): boolean {
  return examplesOf(schema) !== undefined;
}
