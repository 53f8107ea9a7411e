import { expect, test } from "vitest";
import { z } from "zod";
import { createSchemaReader } from "./schema-reader.js";

const read = (schema: z.ZodType) => createSchemaReader().read(schema);

/** Pairs of schemas that accept different values; whatever reads forms must be able to tell them apart. */
test.each<[string, z.ZodType, z.ZodType]>([
  ["a version of UUIDs", z.uuid(), z.uuidv7()],
  ["an option of a format", z.iso.datetime(), z.iso.datetime({ offset: true })],
  ["a second format", z.email(), z.uuid().check(z.email())],
  ["an e-mail pattern of one's own", z.email(), z.email({ pattern: /^a@b$/ })],
  ["a protocol", z.url(), z.url({ protocol: /^https$/ })],
  ["the pattern of a format of one's own", z.stringFormat("x", /^a$/), z.stringFormat("x", /^b$/)],
  ["the flags of a pattern", z.string().regex(/^a/), z.string().regex(/^a/i)],
  ["a refinement", z.string(), z.string().refine((text) => text !== "x")],
  ["one refinement more", z.int().refine(Boolean), z.int().refine(Boolean).refine(Boolean)],
  ["a refinement around a nullable", z.int().nullable(), z.int().nullable().refine(Boolean)],
  ["a refinement around a name", z.object({ a: named() }), z.object({ a: named().readonly().refine(Boolean) })],
  ["a refinement of an object", z.object({}), z.object({}).refine(Boolean)],
  ["the range of 32 bits", z.int(), z.int32()],
  ["the stronger of two limits", z.int().min(1), z.int().min(5).min(1)],
  ["the stronger of two lengths", z.array(z.int()).max(3), z.array(z.int()).max(2).max(3)],
  ["a second step", z.int().multipleOf(3), z.int().multipleOf(2).multipleOf(3)],
  ["whether all keys are there", z.partialRecord(z.enum(["a", "b"]), z.int()), z.record(z.enum(["a", "b"]), z.int())],
])("%s is read", (_, first, second) => {
  expect(read(second)).not.toEqual(read(first));
});

test("a record whose keys are a named enum has every key", () => {
  expect(read(z.record(z.enum(["a", "b"]).meta({ id: "Ab" }), z.int()))).toMatchObject({ exhaustive: true });
});

test("an enum of TypeScript has the values that zod accepts, not its names", () => {
  enum Level {
    Low = 0,
    High = 1,
  }
  expect(read(z.enum(Level))).toEqual({ kind: "literal", values: [0, 1] });
});

test("a record that lets unknown keys through cannot be stored", () => {
  expect(read(z.looseRecord(z.string().regex(/^a/), z.int()))).toMatchObject({ kind: "unsupported" });
});

test("a choice that takes exactly one option cannot be stored: another option could refuse what is stored", () => {
  expect(read(z.xor([z.string(), z.int()]))).toMatchObject({ kind: "unsupported", schema: "z.xor()" });
});

function named() {
  return z.int().meta({ id: "Named" });
}
