import type { FieldForm, NumberForm, SchemaForm, StringForm } from "../../model/schema-form.js";

/** What zod's `.lowercase()` asks for. */
const LOWER_CASE = "^[^A-Z]*$";

/** A schema as people read it: `string (uuid, lower case)`, `TraineeId or null`, `list of integer (1 to 10)`. */
export function describeForm(form: SchemaForm): string {
  switch (form.kind) {
    case "string":
      return withLimits("string", stringLimits(form));
    case "number":
      return withLimits(form.integer ? "integer" : "number", numberLimits(form));
    case "boolean":
      return "boolean";
    case "literal":
      return form.values.map((value) => JSON.stringify(value)).join(" or ");
    case "array": {
      const limits = [range(form.minItems, form.maxItems, "item")].filter((text) => text !== "");
      return withLimits(`list of ${inner(form.item)}`, limits);
    }
    case "tuple": {
      const rest = form.rest === undefined ? [] : [`…${inner(form.rest)}`];
      return `[${[...form.items.map(describeForm), ...rest].join(", ")}]`;
    }
    case "object":
      return form.fields.length === 0 ? "{}" : `{ ${form.fields.map(fieldText).join(", ")} }`;
    case "union":
      return form.options.map(inner).join(" or ");
    case "record":
      return `map of ${inner(form.key)} to ${inner(form.value)}`;
    case "nullable":
      return `${inner(form.inner)} or null`;
    case "named":
      return form.name;
    case "unsupported":
      return form.schema;
  }
}

/** In parentheses where it would run together with what stands around it. */
function inner(form: SchemaForm): string {
  const text = describeForm(form);
  const isAlone =
    form.kind !== "union" && form.kind !== "nullable" && !(form.kind === "literal" && form.values.length > 1);
  return isAlone ? text : `(${text})`;
}

function fieldText({ name, optional, form }: FieldForm): string {
  return `${name}${optional ? "?" : ""}: ${describeForm(form)}`;
}

function withLimits(type: string, limits: readonly string[]): string {
  return limits.length === 0 ? type : `${type} (${limits.join(", ")})`;
}

function stringLimits({
  format,
  minLength,
  maxLength,
  patterns = [],
  patternFlags = [],
}: StringForm): readonly string[] {
  return [
    format ?? "",
    range(minLength, maxLength, "character"),
    ...patterns.map((pattern, index) => {
      const flags = patternFlags[index] ?? "";
      if (pattern === LOWER_CASE) return "lower case";
      return flags === "" ? `pattern ${pattern}` : `pattern /${pattern}/${flags}`;
    }),
  ].filter((limit) => limit !== "");
}

function numberLimits(form: NumberForm): readonly string[] {
  return [
    form.minimum !== undefined && form.maximum !== undefined
      ? `${form.minimum} to ${form.maximum}`
      : (limit("at least", form.minimum) ?? limit("at most", form.maximum)),
    limit("above", form.exclusiveMinimum),
    limit("below", form.exclusiveMaximum),
    limit("multiple of", form.multipleOf),
  ].filter((text) => text !== undefined);
}

function limit(words: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : `${words} ${value}`;
}

function range(least: number | undefined, most: number | undefined, noun: string): string {
  const nouns = (number: number) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  if (least !== undefined && most !== undefined) return least === most ? nouns(most) : `${least} to ${nouns(most)}`;
  if (least !== undefined) return `at least ${nouns(least)}`;
  return most === undefined ? "" : `at most ${nouns(most)}`;
}
