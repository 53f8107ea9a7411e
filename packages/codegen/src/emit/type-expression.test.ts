import { expect, test } from "vitest";
import { z } from "zod";
import { createSchemaReader } from "../load/evaluate/schema-reader.js";
import { printDoc } from "./printer/print-doc.js";
import { typeExpression } from "./type-expression.js";

test.each<[string, z.ZodType, string]>([
  ["string", z.string(), "string"],
  ["formatted string", z.iso.date(), "string"],
  ["template", z.templateLiteral(["a-", z.int()]), "string"],
  ["number", z.number(), "number"],
  ["integer", z.int(), "number"],
  ["boolean", z.boolean(), "boolean"],
  ["null", z.null(), "null"],
  ["literals", z.literal(["a", -1, true, null]), '"a" | -1 | true | null'],
  ["enum", z.enum(["a", "it's", 'x"']), '"a" | "it\'s" | \'x"\''],
  ["array", z.array(z.string()), "readonly string[]"],
  ["array of arrays", z.array(z.array(z.string())), "readonly (readonly string[])[]"],
  ["array of a union", z.array(z.union([z.string(), z.int()])), "readonly (string | number)[]"],
  ["array of a union that is one type", z.array(z.union([z.string(), z.email()])), "readonly string[]"],
  ["tuple", z.tuple([z.string(), z.int()]), "readonly [string, number]"],
  ["tuple with a rest", z.tuple([z.string()], z.int()), "readonly [string, ...number[]]"],
  ["object", z.object({ a: z.string(), b: z.int().optional() }), "{ readonly a: string; readonly b?: number }"],
  ["empty object", z.object({}), "{ readonly [key: string]: never }"],
  ["nullable", z.string().nullable(), "string | null"],
  ["null stands last", z.union([z.null(), z.string()]).nullable(), "string | null"],
  ["record", z.record(z.string(), z.int()), "{ readonly [key: string]: number }"],
  ["record of literals", z.record(z.enum(["a", "b-c"]), z.int()), '{ readonly a: number; readonly "b-c": number }'],
  ["partial record", z.partialRecord(z.enum(["a"]), z.int()), "{ readonly a?: number }"],
  ["named", z.string().meta({ id: "TrainingId" }), "TrainingId"],
  ["default", z.string().default("x"), "string"],
  ["readonly", z.array(z.string()).readonly(), "readonly string[]"],
  ["lazy", z.lazy(() => z.string()), "string"],
])("%s", (_name, schema, type) => {
  expect(printDoc(typeExpression(createSchemaReader().read(schema)))).toBe(type);
});

test("a long union breaks, a member a line", () => {
  const schema = z.enum(Array.from({ length: 20 }, (_, index) => `member ${index}`));
  expect(
    printDoc(["readonly a: ", typeExpression(createSchemaReader().read(schema)), ";"])
      .split("\n")
      .slice(0, 3),
  ).toEqual(["readonly a:", '  | "member 0"', '  | "member 1"']);
});
