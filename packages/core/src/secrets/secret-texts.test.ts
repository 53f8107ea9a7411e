import { describe, expect, it } from "vitest";
import { z } from "zod";
import { secretTexts } from "./secret-texts.js";

const secret = z.string().meta({ secret: true });
const texts = (schema: z.ZodType, value: unknown) => [...secretTexts(schema, value)];

describe("The secret texts of a value", () => {
  it("are those at marked schemas, whatever stands there", () => {
    const schema = z.object({ name: z.string(), password: secret, pins: z.array(z.int().meta({ secret: true })) });
    expect(texts(schema, { name: "Ada", password: "hunter2", pins: [1234, "5678"] })).toEqual([
      "hunter2",
      "1234",
      "5678",
    ]);
    expect(texts(schema, { password: { is: ["hunter2", true, null, ""] } })).toEqual(["is", "hunter2"]);
  });

  it("are also as JSON writes them", () => {
    expect(texts(secret, 'say "friend"')).toEqual(['say "friend"', 'say \\"friend\\"']);
  });

  it("are a record's keys, if those are marked", () => {
    expect(texts(z.record(secret, z.string()), { hunter2: "Ada" })).toEqual(["hunter2"]);
  });

  it("are found through schemas that hold themselves, and in values that fit none", () => {
    const tree = z.object({
      key: secret,
      get children() {
        return z.array(tree);
      },
    });
    expect(texts(tree, { key: "a1", children: [{ key: "b2", children: [] }, "no tree"] })).toEqual(["a1", "b2"]);
    for (const value of [undefined, null, 1, "x", []]) expect(texts(tree, value)).toEqual([]);
  });
});
