import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createSchemaReader } from "../../load/evaluate/schema-reader.js";
import { formSchema, type SchemaStyle, SECRET_KEYWORD } from "./form-schema.js";

const CLOSED = { refs: "#/$defs/", closed: true, draft: "2020-12" } as const;
const OPEN = { ...CLOSED, closed: false } as const;

/** A zod schema as a model may hold it, refusing unknown keys or not, and values that it accepts. */
interface Subject {
  readonly schema: (strict: boolean) => z.ZodType;
  readonly valid: fc.Arbitrary<unknown>;
}

const text = fc.string({ unit: "grapheme-ascii", maxLength: 8 });
const name = fc.constantFrom("a", "b", "c", "d_2");

const leaf = fc.oneof(
  fc.constantFrom<Subject>(
    { schema: () => z.string(), valid: text },
    { schema: () => z.boolean(), valid: fc.boolean() },
    { schema: () => z.null(), valid: fc.constant(null) },
    { schema: () => z.number(), valid: fc.double({ noNaN: true, noDefaultInfinity: true }) },
    { schema: () => z.int(), valid: fc.maxSafeInteger() },
    { schema: () => z.uuid().lowercase(), valid: fc.uuid() },
    { schema: () => z.iso.date(), valid: fc.constantFrom("2024-02-29", "0001-01-01", "9999-12-31") },
    {
      schema: () => z.iso.datetime({ offset: true }),
      valid: fc.constantFrom("2024-02-29T00:00:00Z", "2024-01-01T23:59:59.123+02:00"),
    },
    { schema: () => z.string().regex(/^[a-c]+$/), valid: fc.stringMatching(/^[a-c]{1,5}$/) },
    { schema: () => z.string().startsWith("a.").max(6), valid: text.map((rest) => `a.${rest.slice(0, 4)}`) },
  ),
  fc.tuple(fc.nat(5), fc.nat(5)).map(([least, more]): Subject => {
    const [minLength, maxLength] = [least, least + more];
    return {
      schema: () => z.string().min(minLength).max(maxLength),
      valid: fc.string({ unit: "grapheme-ascii", minLength, maxLength }),
    };
  }),
  fc.tuple(fc.integer({ min: -20, max: 20 }), fc.nat(20)).map(
    ([min, more]): Subject => ({
      schema: () =>
        z
          .int()
          .gte(min)
          .lte(min + more),
      valid: fc.integer({ min, max: min + more }),
    }),
  ),
  fc.integer({ min: -20, max: 20 }).map(
    (bound): Subject => ({
      schema: () =>
        z
          .number()
          .gt(bound)
          .lt(bound + 10),
      valid: fc.integer({ min: bound * 2 + 1, max: bound * 2 + 19 }).map((half) => half / 2),
    }),
  ),
  fc.integer({ min: 1, max: 9 }).map(
    (step): Subject => ({
      schema: () => z.int().multipleOf(step),
      valid: fc.integer({ min: -99, max: 99 }).map((n) => n * step),
    }),
  ),
  fc
    .uniqueArray(fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)), { minLength: 1, maxLength: 3 })
    .map((values): Subject => ({ schema: () => z.literal(values), valid: fc.constantFrom(...values) })),
);

const { subject } = fc.letrec<{ subject: Subject }>((tie) => ({
  subject: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.tuple(tie("subject"), fc.nat(2), fc.nat(2)).map(
      ([item, least, more]): Subject => ({
        schema: (strict) =>
          z
            .array(item.schema(strict))
            .min(least)
            .max(least + more),
        valid: fc.array(item.valid, { minLength: least, maxLength: least + more }),
      }),
    ),
    tie("subject").map(
      (inner): Subject => ({
        schema: (strict) => inner.schema(strict).nullable(),
        valid: fc.oneof(inner.valid, fc.constant(null)),
      }),
    ),
    fc.array(tie("subject"), { minLength: 1, maxLength: 3 }).map(
      (options): Subject => ({
        schema: (strict) => z.union(options.map((option) => option.schema(strict))),
        valid: fc.oneof(...options.map((option) => option.valid)),
      }),
    ),
    fc.tuple(fc.array(tie("subject"), { maxLength: 3 }), fc.option(tie("subject"), { nil: undefined })).map(
      ([items, rest]): Subject => ({
        schema: (strict) => {
          const schemas = items.map((item) => item.schema(strict)) as [z.ZodType, ...z.ZodType[]];
          return rest === undefined ? z.tuple(schemas) : z.tuple(schemas, rest.schema(strict));
        },
        valid: fc
          .tuple(
            fc.tuple(...items.map((item) => item.valid)),
            rest === undefined ? fc.constant([]) : fc.array(rest.valid, { maxLength: 2 }),
          )
          .map(([first, others]) => [...first, ...others]),
      }),
    ),
    tie("subject").map(
      (value): Subject => ({
        schema: (strict) => z.record(z.string().max(3), value.schema(strict)),
        valid: fc.dictionary(fc.constantFrom("a", "bc", "def"), value.valid, { noNullPrototype: true }),
      }),
    ),
    fc.tuple(tie("subject"), fc.boolean()).map(
      ([value, isPartial]): Subject => ({
        schema: (strict) => (isPartial ? z.partialRecord : z.record)(z.enum(["k", "l"]), value.schema(strict)),
        valid: fc.record(
          { k: value.valid, l: value.valid },
          { noNullPrototype: true, ...(isPartial ? { requiredKeys: [] } : {}) },
        ),
      }),
    ),
    fc.uniqueArray(fc.tuple(name, tie("subject"), fc.boolean()), { maxLength: 3, selector: ([key]) => key }).map(
      (fields): Subject => ({
        schema: (strict) => {
          const shape = Object.fromEntries(
            fields.map(([key, field, optional]) => [
              key,
              optional ? field.schema(strict).optional() : field.schema(strict),
            ]),
          );
          return strict ? z.strictObject(shape) : z.object(shape);
        },
        valid: fc
          .tuple(
            ...fields.map(([key, field, optional]) =>
              fc.tuple(
                fc.constant(key),
                field.valid,
                fc.boolean().map((there) => there || !optional),
              ),
            ),
          )
          .map((entries) =>
            Object.fromEntries(entries.filter(([, , there]) => there).map(([key, value]) => [key, value])),
          ),
      }),
    ),
  ),
}));

const junk = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  0.5,
  3,
  1e300,
  "",
  "x",
  "a.b",
  "aaaaaaaaaaaa",
  [],
  [1],
  {},
  { a: 1 },
  { z: null },
);

/** The value with one change somewhere in it: another value, an entry less, or one more. */
const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.array(fc.nat(5), { maxLength: 3 }), fc.constantFrom("replace", "remove", "add"), junk)
    .map(([path, how, other]) => mutate(value, path, how, other));

function mutate(value: unknown, path: readonly number[], how: string, other: unknown): unknown {
  const [first, ...rest] = path;
  const isOpen = typeof value === "object" && value !== null;
  if (first === undefined || !isOpen) return how === "replace" || !isOpen ? other : change(value, how, other);
  const entries = Object.entries(value);
  const at = first % Math.max(1, entries.length);
  const changed = entries.map(([key, inner], index) => [key, index === at ? mutate(inner, rest, how, other) : inner]);
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

function change(value: object, how: string, other: unknown): unknown {
  if (Array.isArray(value)) return how === "add" ? [...value, other] : value.slice(1);
  return how === "add" ? { ...value, added: other } : Object.fromEntries(Object.entries(value).slice(1));
}

function validatorOf(schema: z.ZodType, style: SchemaStyle): (value: unknown) => boolean {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false, validateFormats: false });
  ajv.addKeyword(SECRET_KEYWORD);
  const reader = createSchemaReader();
  const root = formSchema(reader.read(schema), style);
  const defs = Object.fromEntries(reader.named.map((named) => [named.name, formSchema(named.form, style)]));
  return ajv.compile({ ...root, $defs: defs });
}

/** As it is stored: what JSON makes of it. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("The JSON Schema of a form", () => {
  it("accepts what its zod schema accepts, and refuses what that refuses", { timeout: 60_000 }, () => {
    const cases = subject.chain((each) =>
      each.valid.chain((value) => fc.tuple(fc.constant(each), fc.constant(value), mutated(value))),
    );
    fc.assert(
      fc.property(cases, ([{ schema }, value, other]) => {
        const zod = schema(true);
        const accepts = validatorOf(zod, CLOSED);
        for (const candidate of [stored(value), stored(other)]) {
          expect(accepts(candidate), JSON.stringify(candidate)).toBe(zod.safeParse(candidate).success);
        }
        expect(accepts(stored(value))).toBe(true);
      }),
      { numRuns: 250 },
    );
  });

  it("ignores keys that it does not know where it is for stored events", () => {
    const zod = z.object({ a: z.object({ b: z.int() }), c: z.record(z.enum(["k"]), z.int()) });
    const data = { a: { b: 1, later: true }, c: { k: 1, later: 2 }, later: null };
    expect(validatorOf(zod, OPEN)(data)).toBe(true);
    expect(validatorOf(zod, OPEN)({ ...data, a: { b: "1" } })).toBe(false);
    expect(validatorOf(zod, CLOSED)(data)).toBe(false);
  });

  it("refers to schemas with a name, those that hold themselves too", () => {
    type Tree = { readonly children: readonly Tree[] };
    const tree: z.ZodType<Tree> = z.strictObject({ children: z.array(z.lazy(() => tree)) }).meta({ id: "Tree" });
    const accepts = validatorOf(z.strictObject({ tree }), CLOSED);
    expect(accepts({ tree: { children: [{ children: [] }] } })).toBe(true);
    expect(accepts({ tree: { children: [{ children: [1] }] } })).toBe(false);
  });

  it.each([
    ["flags", z.string().regex(/^a$/i), ["a", "A"]],
    ["what is no unicode pattern", z.string().regex(/^-$/), ["-"]],
    ["an e-mail address of the model's own", z.email({ pattern: /^.+@home$/ }), ["ada@home"]],
    ["a UUID of one version", z.uuidv7(), ["0198c7a2-0000-7000-8000-000000000001"]],
    ["a time without seconds", z.iso.time({ precision: -1 }), ["23:59"]],
    ["a local time", z.iso.datetime({ local: true }), ["2024-02-29T00:00:00", "2024-02-29T00:00"]],
  ])("says less rather than refuse what is valid: %s", (_, zod, values) => {
    const accepts = validatorOf(zod, CLOSED);
    for (const value of values) {
      expect(zod.safeParse(value).success).toBe(true);
      expect(accepts(value)).toBe(true);
    }
    expect(accepts(1)).toBe(false);
  });

  it("marks what is secret, and holds descriptions", () => {
    const reader = createSchemaReader();
    const form = reader.read(
      z.object({ pin: z.string().describe("Four digits.").meta({ secret: true, description: "Four digits." }) }),
    );
    expect(formSchema(form, OPEN)).toEqual({
      type: "object",
      properties: { pin: { type: "string", description: "Four digits.", [SECRET_KEYWORD]: true } },
      required: ["pin"],
    });
  });
});
