import { expect, test } from "vitest";
import { z } from "zod";
import { sampleOf } from "./sample-of.js";

const sampled = (name: string, schema: z.ZodType) => {
  const sample = sampleOf(name, schema);
  if (sample.kind !== "value") throw new Error(JSON.stringify(sample));
  return sample.value;
};

test.each<[string, z.ZodType]>([
  ["uuid", z.uuid().lowercase()],
  ["uuidv4", z.uuidv4()],
  ["uuidv6", z.uuidv6()],
  ["uuidv7", z.uuidv7()],
  ["guid", z.guid()],
  ["date", z.iso.date()],
  ["datetime", z.iso.datetime()],
  ["datetime to the minute", z.iso.datetime({ precision: -1 })],
  ["datetime with an offset", z.iso.datetime({ offset: true })],
  ["local datetime", z.iso.datetime({ local: true })],
  ["time", z.iso.time()],
  ["duration", z.iso.duration()],
  ["email", z.email()],
  ["url", z.url()],
  ["hostname", z.hostname()],
  ["ipv4", z.ipv4()],
  ["ipv6", z.ipv6()],
  ["cidrv4", z.cidrv4()],
  ["cidrv6", z.cidrv6()],
  ["mac", z.mac()],
  ["e164", z.e164()],
  ["base64", z.base64()],
  ["base64url", z.base64url()],
  ["hex", z.hex()],
  ["emoji", z.emoji()],
  ["cuid", z.cuid()],
  ["cuid2", z.cuid2()],
  ["nanoid", z.nanoid()],
  ["ulid", z.ulid()],
  ["xid", z.xid()],
  ["ksuid", z.ksuid()],
  ["short string", z.string().max(2)],
  ["long string", z.string().min(300)],
  ["exact string", z.string().length(7)],
  ["lower-case string", z.string().lowercase()],
  ["upper-case string", z.string().uppercase()],
  ["digits", z.string().regex(/^\d+$/)],
  ["integer range", z.int().min(5).max(6)],
  ["negative", z.number().negative()],
  ["between 0 and 1", z.number().gt(0).lt(1)],
  ["multiple", z.int().multipleOf(7).min(50).max(60)],
  ["only a maximum", z.int().max(-1000)],
  ["true", z.literal(true)],
  ["enum", z.enum(["b", "a"])],
  ["nested", z.object({ a: z.object({ id: z.uuid() }), list: z.array(z.email()).min(3) })],
  ["tuple", z.tuple([z.uuid(), z.int()])],
  ["union", z.union([z.string().regex(/^AB\d$/), z.int()])],
  ["record", z.record(z.enum(["a", "b"]), z.iso.date())],
  ["refined", z.int().refine((value) => value === 0)],
  ["named", z.object({ a: z.string() }).meta({ id: "Named" })],
  ["trimmed", z.string().trim().min(1)],
])("a sample for %s is valid", (name, schema) => {
  expect(schema.safeParse(sampled(name, schema)).success).toBe(true);
});

test("fields of one name have one sample, fields of different names have different ones", () => {
  for (const schema of [z.uuid(), z.string(), z.iso.date(), z.email(), z.int()]) {
    expect(sampled("traineeId", schema)).toEqual(sampled("traineeId", schema));
    expect(sampled("traineeId", schema)).not.toEqual(sampled("courseId", schema));
  }
});

test("a string is called like its field, an array is as short as it may be", () => {
  expect(sampled("reason", z.string().min(1).max(500))).toBe("reason");
  expect(sampled("videos", z.array(z.uuid()))).toEqual([]);
});

test("an example wins, wherever it stands", () => {
  expect(sampled("code", z.string().meta({ examples: ["AB1", "AB2"] }))).toBe("AB1");
  expect(
    sampled(
      "code",
      z
        .string()
        .meta({ examples: ["AB1"] })
        .nullable(),
    ),
  ).toBe("AB1");
  expect(sampled("price", z.object({ code: z.string().meta({ examples: ["AB1"] }) }))).toEqual({ code: "AB1" });
});

test("a recursive schema has a sample that ends", () => {
  const Node = z.object({
    name: z.string(),
    get children() {
      return z.array(Node);
    },
  });
  expect(sampled("tree", Node)).toEqual({ name: "name", children: [] });
});

test("without an end there is none", () => {
  const Endless = z.object({
    get next() {
      return Endless;
    },
  });
  expect(sampleOf("endless", Endless).kind).toBe("problem");
});

test("no sample for what nothing is known to match", () => {
  expect(sampleOf("code", z.string().regex(/^AB\d$/)).kind).toBe("problem");
  expect(
    sampleOf(
      "code",
      z.string().refine(async () => true),
    ).kind,
  ).toBe("problem");
  expect(sampleOf("code", z.string().meta({ examples: [] })).kind).toBe("problem");
});

test("a schema that is met again under another name, and a name with another schema, have samples of their own", () => {
  const shared = z.uuid();
  const first = sampled("traineeId", shared);
  expect(sampled("courseId", shared)).not.toBe(first);
  expect(sampled("traineeId", z.uuid().meta({ examples: ["0198c000-0000-7000-8000-000000000000"] }))).not.toBe(first);
  expect(sampled("traineeId", z.iso.date())).not.toBe(first);
  expect(sampled("traineeId", shared)).toBe(first);
});
