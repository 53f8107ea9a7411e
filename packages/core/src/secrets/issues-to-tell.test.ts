import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { checkWith } from "../values/check-with.js";
import { parseWith } from "../values/parse-with.js";

const SECRET = "hunter2-4711";

const telling = { error: (issue: { input?: unknown }) => `cannot be ${JSON.stringify(issue.input)}` };
const secret = z.string(telling).max(3, telling).meta({ secret: true });

describe("An error about data", () => {
  it("says of a secret only that it is wrong", () => {
    const schema = z.object({ name: z.string().min(1, "Who are you?"), password: secret });
    expect(problemsOf(schema, { name: "", password: SECRET })).toEqual([
      { path: "name", message: "Who are you?" },
      { path: "password", message: "is not valid (its value is secret)" },
    ]);
  });

  it("says so once, and no more of the path", () => {
    const schema = z.object({ card: z.object({ pin: z.string(), code: z.string() }).meta({ secret: true }) });
    expect(problemsOf(schema, { card: { [SECRET]: 1 } })).toEqual([
      { path: "card", message: "is not valid (its value is secret)" },
    ]);
    expect(problemsOf(schema, { card: { pin: "", code: "", [SECRET]: 1 } })).toEqual([
      { path: "card", message: "is not valid (its value is secret)" },
    ]);
    expect(problemsOf(schema, { card: { pin: Number.NaN, code: { [SECRET]: "\u0000" } } })).toEqual([
      { path: "card", message: "is not valid (its value is secret)" },
    ]);
  });

  it("withholds what a rule for the whole says of a secret in it, wherever it says it", () => {
    const schema = z
      .object({ name: z.string(), password: z.string().meta({ secret: true }) })
      .superRefine(({ name, password }, context) => {
        context.addIssue({ code: "custom", path: [], message: `${name} has ${password}` });
        context.addIssue({ code: "custom", path: ["again"], message: `is not ${password}` });
        context.addIssue({ code: "custom", path: ["name"], message: `${name} is taken` });
      });
    expect(problemsOf(schema, { name: "Ada", password: SECRET })).toEqual([
      { path: "", message: "is not valid (the message would quote a secret)" },
      { path: "again", message: "is not valid (the message would quote a secret)" },
      { path: "name", message: "Ada is taken" },
    ]);
  });

  it("says all of what is no secret", () => {
    expect(problemsOf(z.string(telling), 1)).toEqual([{ path: "", message: "cannot be 1" }]);
  });

  it("never holds a secret, whatever the schema and whatever is wrong", () => {
    let told = 0;
    fc.assert(
      fc.property(schemaWithSecret, ({ schema, place }) => {
        for (const value of [place(SECRET), place({ [SECRET]: SECRET }), place([SECRET, Number.NaN]), place(4711)]) {
          for (const look of [() => parseWith(schema, "it", value), () => checkWith(schema, "it", value)]) {
            const error = errorOf(look);
            if (error === undefined) continue;
            told++;
            expect(`${error.message}\n${JSON.stringify(error.issues)}\n${error.stack}`).not.toContain("4711");
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(told).toBeGreaterThan(1_000);
  });

  it("would hold it without the mark: the property can fail", () => {
    const schema = z.object({ password: z.string(telling).max(3, telling) });
    expect(JSON.stringify(problemsOf(schema, { password: SECRET }))).toContain("4711");
  });
});

interface Sample {
  readonly schema: z.ZodType;
  /** A value of the schema's form, with something of ours where the secret belongs. */
  readonly place: (value: unknown) => unknown;
}

const quoting = (schema: z.ZodType) => schema.refine(() => false, telling);

const leaf: fc.Arbitrary<Sample> = fc
  .constantFrom<z.ZodType>(
    secret,
    z.int(telling).meta({ secret: true }),
    z.object({ pin: z.string(telling) }, telling).meta({ secret: true }),
    z.strictObject({}).meta({ secret: true }),
    z.array(z.boolean(telling), telling).meta({ secret: true }),
    z.enum(["a", "b"], telling).meta({ secret: true }),
    z.union([z.literal("a"), z.int()], telling).meta({ secret: true }),
    z.record(z.string().max(1, telling), z.int(telling)).meta({ secret: true }),
    quoting(z.unknown().meta({ secret: true })),
  )
  .map((schema) => ({ schema, place: (value) => value }));

/** What may stand around a secret. */
const wrap: readonly ((inner: Sample) => Sample)[] = [
  ({ schema, place }) => ({ schema: schema.optional(), place }),
  ({ schema, place }) => ({ schema: schema.nullable(), place }),
  ({ schema, place }) => ({ schema: schema.readonly(), place }),
  ({ schema, place }) => ({ schema: z.lazy(() => schema), place }),
  ({ schema, place }) => ({ schema: schema.pipe(z.string(telling)), place }),
  ({ schema, place }) => ({ schema: z.union([z.boolean(telling), schema], telling), place }),
  ({ schema, place }) => ({ schema: quoting(schema), place }),
  ({ schema, place }) => ({
    schema: z.object({ a: schema, b: z.string(telling) }, telling),
    place: (value) => ({ a: place(value), b: 1 }),
  }),
  ({ schema, place }) => ({ schema: z.strictObject({ a: schema }), place: (value) => ({ a: place(value), c: 1 }) }),
  ({ schema, place }) => ({ schema: z.array(schema).max(0, telling), place: (value) => [place(value)] }),
  ({ schema, place }) => ({ schema: z.tuple([z.int(telling), schema]), place: (value) => ["", place(value)] }),
  ({ schema, place }) => ({ schema: z.record(z.string(), schema), place: (value) => ({ a: place(value) }) }),
  ({ schema, place }) => ({
    schema: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), it: schema }),
      z.object({ kind: z.literal("b"), it: z.string(telling) }),
    ]),
    place: (value) => ({ kind: "b", it: place(value) }),
  }),
  ({ schema, place }) => ({
    schema: z.object({ a: schema }).and(z.object({ b: z.string(telling) })),
    place: (value) => ({ a: place(value), b: 2 }),
  }),
];

const schemaWithSecret: fc.Arbitrary<Sample> = fc
  .tuple(leaf, fc.array(fc.constantFrom(...wrap), { maxLength: 5 }))
  .map(([inner, wraps]) => wraps.reduce((sample, around) => around(sample), inner));

function problemsOf(schema: z.ZodType, value: unknown) {
  return errorOf(() => parseWith(schema, "it", value))?.issues;
}

function errorOf(look: () => unknown): InvalidDataError | undefined {
  try {
    look();
    return undefined;
  } catch (error) {
    if (error instanceof InvalidDataError) return error;
    throw error;
  }
}
