import { describe, expect, it } from "vitest";
import { z } from "zod";
import { schemaHash } from "./schema-hash.js";

const schema = z.object({
  status: z.enum(["open", "closed"]),
  lines: z.array(z.object({ sku: z.string(), n: z.int() })),
});

describe("A schema's hash", () => {
  it("is 16 hexadecimal digits, the same each time and in each process", () => {
    expect(schemaHash(schema)).toMatch(/^[0-9a-f]{16}$/);
    expect(schemaHash(schema)).toBe(schemaHash(schema));
    expect(schemaHash(z.string())).toBe(schemaHash(z.string()));
  });

  it.each<[string, z.ZodType]>([
    ["a field that is gone", schema.omit({ lines: true })],
    ["a new field", schema.extend({ note: z.string() })],
    ["a new optional field", schema.extend({ note: z.string().optional() })],
    ["a field that became optional", schema.partial({ lines: true })],
    ["another type of a field", schema.extend({ status: z.string() })],
    ["another option of an enum", schema.extend({ status: z.enum(["open", "closed", "lost"]) })],
    ["another word among the options of an enum", schema.extend({ status: z.enum(["open", "lost"]) })],
    ["another limit", schema.extend({ lines: schema.shape.lines.max(9) })],
    ["a change deep inside", schema.extend({ lines: z.array(z.object({ sku: z.string(), n: z.number() })) })],
    ["another name of a field", z.object({ state: schema.shape.status, lines: schema.shape.lines })],
  ])("is another for %s", (_, changed) => {
    expect(schemaHash(changed)).not.toBe(schemaHash(schema));
  });

  it.each<[string, z.ZodType]>([
    ["the order of the fields", z.object({ lines: schema.shape.lines, status: schema.shape.status })],
    ["the order of the fields inside", schema.extend({ lines: z.array(z.object({ n: z.int(), sku: z.string() })) })],
    ["descriptions", schema.extend({ status: schema.shape.status.describe("How it stands.") }).describe("An order.")],
    ["names and marks", schema.extend({ status: schema.shape.status.meta({ id: "Status", secret: true }) })],
  ])("is the same whatever %s", (_, changed) => {
    expect(schemaHash(changed)).toBe(schemaHash(schema));
  });

  it("tells defaults apart that hold the same in another order", () => {
    const defaults = (...tags: string[]) => schemaHash(z.array(z.string()).default(tags));
    expect(defaults("a", "b")).not.toBe(defaults("b", "a"));
  });

  it("exists for two schemas of one name, for schemas that hold themselves, and for what JSON cannot say", () => {
    const named = () => z.string().meta({ id: "OneNameForTwo" });
    const tree = z.object({
      key: z.string(),
      get children() {
        return z.array(tree);
      },
    });
    for (const each of [
      z.object({ a: named(), b: named() }),
      tree,
      z.literal(null),
      z.date(),
      z.string().transform(Number),
    ]) {
      expect(schemaHash(each)).toMatch(/^[0-9a-f]{16}$/);
    }
  });
});
