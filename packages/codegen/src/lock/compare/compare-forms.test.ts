import { expect, test } from "vitest";
import { z } from "zod";
import { createSchemaReader } from "../../load/evaluate/schema-reader.js";
import { lookupOf } from "../../model/schema-lookup.js";
import { createLockForms } from "../to-lock-form.js";
import { compareForms } from "./compare-forms.js";

/** Compares schemas as an event's data have them in a field called `a`. */
function verdictOf(before: z.ZodType, after: z.ZodType) {
  const [was, is] = [locked(before), locked(after)];
  const changes = compareForms(was.form, is.form, { namedBefore: was.named, namedAfter: is.named });
  if (changes.some(({ verdict }) => verdict === "error")) return "error";
  return changes.length === 0 ? "same" : "warning";
}

function locked(schema: z.ZodType) {
  const reader = createSchemaReader();
  const field = reader.readField("a", schema);
  const plain = JSON.parse(JSON.stringify([field, reader.named])) as [typeof field, typeof reader.named];
  const forms = createLockForms(lookupOf(plain[1]));
  return { form: forms.fields([plain[0]]), named: Object.fromEntries(forms.named) };
}

/** Each is a widening one way, and a narrowing the other way. */
test.each<[string, z.ZodType, z.ZodType]>([
  ["optional", z.int(), z.int().optional()],
  ["nullable", z.int(), z.int().nullable()],
  ["an option more", z.int(), z.union([z.int(), z.string()])],
  ["an enum value more", z.enum(["a", "b"]), z.enum(["c", "b", "a"])],
  ["a literal more", z.literal("a"), z.literal(["a", "b"])],
  ["a literal to its type", z.literal(5), z.int().min(5)],
  ["an enum to a string", z.enum(["a", "bb"]), z.string().min(1).max(2)],
  ["null to nullable", z.null(), z.int().nullable()],
  ["true to a boolean", z.literal(true), z.boolean()],
  ["an integer to a number", z.int(), z.number()],
  ["a lower minimum", z.int().min(5), z.int().min(4)],
  ["no minimum", z.int().min(5), z.int()],
  ["no maximum", z.number().max(5), z.number()],
  ["an open edge to a closed one", z.number().gt(0).lt(9), z.number().min(0).max(9)],
  ["a step to its divisor", z.int().multipleOf(6), z.int().multipleOf(3)],
  ["no step", z.int().multipleOf(6), z.int()],
  ["32 bits to any integer", z.int32(), z.int()],
  ["a shorter text", z.string().min(2), z.string().min(1)],
  ["a longer text", z.string().max(2), z.string().max(3)],
  ["no length", z.string().length(2), z.string()],
  ["no pattern", z.string().regex(/^a/), z.string()],
  ["no format", z.uuid(), z.string()],
  ["any version of UUIDs", z.uuidv7(), z.uuid()],
  ["no refinement", z.int().refine(Boolean), z.int()],
  ["no refinement of a nullable", z.int().nullable().refine(Boolean), z.int().nullable()],
  ["a shorter list", z.array(z.int()).min(2), z.array(z.int()).min(1)],
  ["a longer list", z.array(z.int()).max(2), z.array(z.int())],
  ["a list of more", z.array(z.int()), z.array(z.number())],
  ["a place of more", z.tuple([z.int()]), z.tuple([z.number()])],
  ["a tuple with a rest", z.tuple([z.int()]), z.tuple([z.int()], z.int())],
  ["a rest of more", z.tuple([z.int()], z.int()), z.tuple([z.int()], z.number())],
  ["an optional field more", z.object({ a: z.int() }), z.object({ a: z.int(), b: z.int().optional() })],
  ["a field of more", z.object({ a: z.int() }), z.object({ a: z.number() })],
  ["record keys of more", z.record(z.string().min(2), z.int()), z.record(z.string(), z.int())],
  ["record values of more", z.record(z.string(), z.int()), z.record(z.string(), z.number())],
  ["keys that may be missing", z.record(z.enum(["a"]), z.int()), z.partialRecord(z.enum(["a"]), z.int())],
  ["any key", z.record(z.enum(["a", "b"]), z.int()), z.record(z.string(), z.int())],
  [
    "a member more",
    z.discriminatedUnion("by", [z.object({ by: z.literal("a") })]),
    z.discriminatedUnion("by", [z.object({ by: z.literal("b"), x: z.int() }), z.object({ by: z.literal("a") })]),
  ],
  ["an inner union", z.union([z.int(), z.null()]), z.union([z.union([z.boolean(), z.null()]), z.int()])],
  ["a schema that holds itself, with one field more", tree(false), tree(true)],
  ["a nullable schema that holds itself", list(z.int()), list(z.number())],
])("%s", (_, narrow, wide) => {
  expect([verdictOf(narrow, wide), verdictOf(wide, narrow)]).toEqual(["warning", "error"]);
});

/** Each is an error both ways. */
test.each<[string, z.ZodType, z.ZodType]>([
  ["another kind", z.int(), z.string()],
  ["scalar and list", z.int(), z.array(z.int())],
  ["list and tuple", z.array(z.int()), z.tuple([z.int()])],
  ["object and record", z.object({ a: z.int() }), z.record(z.string(), z.int())],
  ["object and scalar", z.object({ a: z.int() }), z.int()],
  ["another format", z.uuid(), z.email()],
  ["another option of a format", z.iso.datetime(), z.iso.datetime({ offset: true })],
  ["another pattern", z.string().regex(/^a/), z.string().regex(/^b/)],
  ["another flag of a pattern", z.string().regex(/^a/), z.string().regex(/^a/i)],
  ["another step", z.int().multipleOf(2), z.int().multipleOf(3)],
  ["a fraction's step", z.number().multipleOf(0.5), z.number().multipleOf(0.25)],
  ["more places", z.tuple([z.int()]), z.tuple([z.int(), z.int()])],
  ["a required field more", z.object({}), z.object({ a: z.int() })],
  ["a renamed field", z.object({ a: z.int() }), z.object({ b: z.int() })],
  ["other literals", z.enum(["a"]), z.enum(["b"])],
  ["more keys that must be there", z.record(z.enum(["a"]), z.int()), z.record(z.enum(["a", "b"]), z.int())],
  ["what cannot be stored", z.date(), z.bigint()],
  ["a literal below the minimum", z.literal(4), z.number().min(5)],
  ["a literal above the maximum", z.literal(6), z.number().lt(6)],
  ["a fraction and an integer", z.literal(0.5), z.int()],
  ["a literal too short", z.literal("a"), z.string().min(2)],
  ["a literal too long", z.enum(["a", "abc"]), z.string().max(2)],
  ["a literal and a format", z.literal("2030-01-01"), z.iso.date()],
  ["a literal and a pattern", z.literal("a"), z.string().regex(/^a/)],
])("%s", (_, first, second) => {
  expect([verdictOf(first, second), verdictOf(second, first)]).toEqual(["error", "error"]);
});

test.each<[string, z.ZodType, z.ZodType]>([
  ["a description", z.int(), z.int().describe("How many.")],
  ["an example", z.int(), z.int().meta({ examples: [1] })],
  ["a name", z.int(), z.int().meta({ id: "Count" })],
  ["the order of values", z.enum(["a", "b"]), z.enum(["b", "a"])],
  ["the order of options", z.union([z.int(), z.string()]), z.union([z.string(), z.int()])],
  ["the order of fields", z.object({ a: z.int(), b: z.int() }), z.object({ b: z.int(), a: z.int() })],
  ["the spelling of null", z.int().nullable(), z.union([z.null(), z.int()])],
  ["the spelling of a boolean", z.boolean(), z.literal([true, false])],
  ["the name of a schema that holds itself", tree(false), tree(false, "Other")],
])("%s is no change", (_, first, second) => {
  expect([verdictOf(first, second), verdictOf(second, first)]).toEqual(["same", "same"]);
});

test("a field's name that another schema version used is not free", () => {
  const [was, is] = [locked(z.object({})).form, locked(z.object({ note: z.int().optional() })).form];
  expect(compareForms(was, is)).toEqual([{ path: ["a", "note"], verdict: "warning", what: "is new, and optional" }]);
  expect(compareForms(was, is, { wasUsed: (path) => path.join() === "a,note" })).toEqual([
    { path: ["a", "note"], verdict: "error", what: "is new, but was used by another schema version" },
  ]);
});

test("a name that stands for something else now is something else", () => {
  expect([verdictOf(tree(true), tree(false)), verdictOf(tree(false), tree(true))]).toEqual(["error", "warning"]);
});

test("of a union the member that changed is named, not the whole", () => {
  const members = (email: z.ZodType) =>
    z.discriminatedUnion("by", [
      z.object({ by: z.literal("email"), email }),
      z.object({ by: z.literal("phone"), phone: z.string() }),
    ]);
  const [was, is] = [locked(members(z.string())), locked(members(z.email()))];
  expect(compareForms(was.form, is.form)).toEqual([
    { path: ["a", "email"], verdict: "error", what: "has to have the format email now" },
  ]);
});

function tree(hasNote: boolean, id = "Tree"): z.ZodType {
  const self: z.ZodType = z
    .object({
      name: z.string(),
      ...(hasNote ? { note: z.string().optional() } : {}),
      get children() {
        return z.array(self);
      },
    })
    .meta({ id });
  return self;
}

/** `{ value, next: { value, next: null } }`, where the name stands in a nullable. */
function list(value: z.ZodType): z.ZodType {
  const self: z.ZodType = z
    .object({
      value,
      get next() {
        return self.nullable();
      },
    })
    .meta({ id: "List" });
  return self;
}
