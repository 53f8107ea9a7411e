import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { arbitraryOf } from "./arbitrary-of.js";
import { staysAsItIs, TooFewValuesError } from "./settled.js";

interface Folder {
  readonly name: string;
  readonly folders: readonly Folder[];
}
const Folder: z.ZodType<Folder> = z
  .object({
    name: z.string().max(3),
    get folders() {
      return z.array(Folder).max(2);
    },
  })
  .meta({ id: "Folder" });

const uuid = () => z.uuid().lowercase();

/** Everything that docs/models.md permits, and what each of it may be told. */
const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  string: z.string(),
  "string of a length": z.string().min(2).max(4),
  "string of exactly": z.string().length(3),
  "long string": z.string().min(500),
  "one letter at most": z.string().max(1),
  "non-empty": z.string().nonempty(),
  trimmed: z.string().trim().min(1),
  "lower case": z.string().toLowerCase(),
  lowercase: z.string().lowercase().min(1),
  uppercase: z.string().uppercase().min(1),
  "starts with": z.string().startsWith("INV-"),
  "starts, includes, ends": z.string().startsWith("a").includes("·").endsWith("z").max(20),
  pattern: z.string().regex(/^\d{13}$/),
  "pattern and length": z
    .string()
    .regex(/^[a-z]+$/)
    .min(3)
    .max(8),
  "two patterns": z
    .string()
    .regex(/^[a-z]{2,6}$/)
    .regex(/a/),
  "pattern without anchors": z.string().regex(/[A-Z]\d/),
  uuid: z.uuid(),
  "uuid v4": z.uuidv4(),
  "uuid v7": z.uuidv7(),
  "uuid v1": z.uuid({ version: "v1" }),
  "lower-case uuid": uuid(),
  "branded uuid": uuid().brand<"A">(),
  "string().uuid()": z.string().uuid(),
  guid: z.guid(),
  date: z.iso.date(),
  datetime: z.iso.datetime(),
  "datetime in seconds": z.iso.datetime({ precision: 0 }),
  "datetime in minutes": z.iso.datetime({ precision: -1 }),
  "datetime in microseconds": z.iso.datetime({ precision: 6 }),
  "datetime with offset": z.iso.datetime({ offset: true }),
  "local datetime": z.iso.datetime({ local: true }),
  time: z.iso.time(),
  "time in minutes": z.iso.time({ precision: -1 }),
  duration: z.iso.duration(),
  email: z.email(),
  url: z.url(),
  "https url": z.url({ protocol: /^https$/ }),
  hostname: z.hostname(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  cidrv4: z.cidrv4(),
  cidrv6: z.cidrv6(),
  mac: z.mac(),
  e164: z.e164(),
  base64: z.base64(),
  base64url: z.base64url(),
  hex: z.hex(),
  emoji: z.emoji(),
  cuid: z.cuid(),
  cuid2: z.cuid2(),
  nanoid: z.nanoid(),
  ulid: z.ulid(),
  xid: z.xid(),
  ksuid: z.ksuid(),
  "template literal": z.templateLiteral(["v", z.int().min(0).max(99)]),
  int: z.int(),
  int32: z.int32(),
  uint32: z.uint32(),
  number: z.number(),
  positive: z.number().positive(),
  percentage: z.number().min(0).max(1),
  "exclusive range": z.number().gt(1).lt(2),
  "exclusive whole range": z.int().gt(1).lt(3),
  "far away": z.int().min(5_000_000_000),
  cents: z.number().multipleOf(0.01),
  dozens: z.int().multipleOf(12).min(12),
  float32: z.float32(),
  boolean: z.boolean(),
  literal: z.literal("a"),
  literals: z.literal(["a", 1, null, true]),
  enum: z.enum(["a", "b"]),
  null: z.null(),
  object: z.object({ a: z.string(), b: z.int().optional(), c: z.boolean().nullable() }),
  "strict object": z.strictObject({ a: z.string() }),
  "empty object": z.object({}),
  "optional and nullable": z.object({ a: z.string().nullable().optional(), b: z.string().optional().nullable() }),
  array: z.array(z.int()),
  "array of a length": z.array(z.int()).min(2).max(3),
  "long array": z.array(z.boolean()).length(20),
  tuple: z.tuple([z.string(), z.int()]),
  "tuple with rest": z.tuple([z.string()], z.int()),
  record: z.record(z.string(), z.int()),
  "record by pattern": z.record(z.string().regex(/^[a-z]{2}$/), z.int()),
  "record by uuid": z.record(uuid(), z.int()),
  "record by enum": z.record(z.enum(["a", "b"]), z.int()),
  "partial record": z.partialRecord(z.enum(["a", "b"]), z.int()),
  union: z.union([z.string(), z.int(), z.object({ a: z.int() })]),
  "union of objects that hold each other": z.union([z.object({ a: z.int() }), z.object({ a: z.int(), b: z.int() })]),
  "discriminated union": z.discriminatedUnion("by", [
    z.object({ by: z.literal("mail"), address: z.email() }),
    z.object({ by: z.literal("hand") }),
  ]),
  default: z.object({ a: z.string().default("x"), b: z.int().prefault(1) }),
  readonly: z.array(z.string()).readonly(),
  nonoptional: z.object({ a: z.string().optional().nonoptional() }),
  recursive: Folder,
  lazy: z.lazy(() => z.string()),
  refined: z.int().refine((value) => value % 2 === 0),
  "refined object": z.object({ from: z.int(), to: z.int() }).refine(({ from, to }) => from <= to),
  examples: z.string().meta({ examples: ["only", "these"] }),
  "examples of what nobody guesses": z
    .string()
    .refine((value) => /^\d{9}X$/.test(value))
    .meta({ examples: ["316148410X"] }),
};

describe("What is made of a schema parses with it, and to itself:", () => {
  it.each(Object.entries(SCHEMAS))("%s", (name, schema) => {
    const values = fc.sample(arbitraryOf(schema, { place: name }), { seed: 7, numRuns: 60 });
    expect(values.filter((value) => !isDeepStrictEqual(schema.parse(value), value))).toEqual([]);
    expect(values.filter((value) => !isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))).toEqual([]);
  });

  it("schemas put together at random", () => {
    const leaves = Object.values(SCHEMAS).filter((schema) => schema !== SCHEMAS["long string"]);
    const { schema: anySchema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
      schema: fc.oneof(
        { depthSize: "small" },
        fc.constantFrom(...leaves),
        fc.dictionary(fc.constantFrom("a", "b", "id", "name"), tie("schema")).map((shape) => z.object(shape)),
        tie("schema").map((item) => z.array(item).max(2)),
        tie("schema").map((inner) => z.nullable(inner)),
        tie("schema").map((value) => z.record(z.string(), value)),
        fc.tuple(tie("schema"), tie("schema")).map((options) => z.union(options)),
        fc.tuple(tie("schema"), tie("schema")).map((items) => z.tuple(items)),
      ),
    }));
    fc.assert(
      fc.property(anySchema, (schema) =>
        fc
          .sample(arbitraryOf(schema, { place: "it" }), { seed: 1, numRuns: 5 })
          .every((value) => staysAsItIs(schema, value)),
      ),
      { numRuns: 30 },
    );
  });
});

describe("Values", () => {
  const sample = (schema: z.ZodType, numRuns = 200) =>
    fc.sample(arbitraryOf(schema, { place: "field" }), { seed: 3, numRuns });

  it("of a named schema collide, and those of two ids are different", () => {
    const Member = uuid().meta({ id: "ArbitraryMember" });
    const Book = uuid().meta({ id: "ArbitraryBook" });
    const members = new Set(sample(Member));
    expect(members.size).toBeLessThan(60);
    expect(sample(Book).filter((book) => members.has(book))).toEqual([]);
  });

  it("reach every option, every literal, and an optional field that is not there", () => {
    expect(new Set(sample(z.enum(["a", "b", "c"]))).size).toBe(3);
    expect(new Set(sample(z.object({ a: z.boolean().optional() })).map((value) => JSON.stringify(value))).size).toBe(3);
    expect(new Set(sample(z.union([z.string(), z.null(), z.boolean()])).map((value) => typeof value)).size).toBe(3);
  });

  it("hold words that trip JavaScript", () => {
    expect(sample(z.string())).toContain("__proto__");
  });

  it("of a number without a bound may be added up", () => {
    for (const value of [...sample(z.int()), ...sample(z.number())]) {
      expect(Math.abs(value as number)).toBeLessThanOrEqual(1_000_000_000);
    }
  });

  it("of a recursive schema end", () => {
    expect(sample(Folder, 50).some((folder) => (folder as Folder).folders.length > 0)).toBe(true);
  });
});

describe("A schema that too few values satisfy", () => {
  const code = z.string().refine((value) => /^\d{9}X$/.test(value));

  it("is an error that names the field, and both ways out", () => {
    const make = () => arbitraryOf(z.object({ book: z.object({ code }) }), { place: "the data of AddBook" });
    expect(make).toThrow(TooFewValuesError);
    expect(make).toThrow(
      "Of 400 values that were made for the data of AddBook.book.code its schema takes 0. Say what it wants: give it " +
        'examples, `.meta({ examples: ["…"] })`, or a name and an arbitrary, ' +
        '`.meta({ id: "Code" })` and `{ arbitraries: { Code: fc.constantFrom(…) } }`.',
    );
  });

  it("is made of its team's own arbitrary, by its name", () => {
    const named = code.meta({ id: "ArbitraryCode" });
    const own = { ArbitraryCode: fc.constantFrom("316148410X", "080442957X") };
    const values = fc.sample(arbitraryOf(z.array(named), { place: "codes", own }), { seed: 1, numRuns: 50 });
    expect(new Set(values.flatMap((list) => list as string[]))).toEqual(new Set(["316148410X", "080442957X"]));
  });

  it("does not take the team's own word for it", () => {
    const named = code.meta({ id: "ArbitraryOtherCode" });
    const own = { ArbitraryOtherCode: fc.constant("X") };
    expect(() => arbitraryOf(named, { place: "codes", own })).toThrow(TooFewValuesError);
  });
});

it.each([
  ["z.date()", z.date(), "when is of the type date, which no model may use."],
  ["z.any()", z.any(), "when is of the type any, which no model may use."],
  [
    "a schema that is only itself",
    z.object({
      get self(): z.ZodType {
        return endless;
      },
    }),
    "when has no value that ends",
  ],
])("%s has no arbitrary", (_name, schema, message) => {
  expect(() => arbitraryOf(schema, { place: "when" })).toThrow(message);
});

const endless: z.ZodType = z.object({
  get self(): z.ZodType {
    return endless;
  },
});

it("a control: what is not of the schema would be found", () => {
  expect(staysAsItIs(z.string().trim(), " a")).toBe(false);
  expect(isDeepStrictEqual({ a: 1 }, { a: 1, b: undefined })).toBe(false);
});
