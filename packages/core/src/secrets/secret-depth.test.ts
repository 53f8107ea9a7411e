import { describe, expect, it } from "vitest";
import { z } from "zod";
import { secretDepth } from "./secret-depth.js";

const secret = z.string().meta({ secret: true });

describe("A path", () => {
  it.each([
    ["an object's field", z.object({ password: secret }), ["password"], 1],
    ["anything below it", z.object({ card: z.object({ pin: z.int() }).meta({ secret: true }) }), ["card", "pin", 0], 1],
    ["an array's items", z.object({ codes: z.array(secret) }), ["codes", 3], 2],
    ["a tuple's items", z.tuple([z.string(), secret]), [1], 1],
    ["a tuple's further items", z.tuple([z.string()], secret), [7], 1],
    ["a record's values", z.record(z.string(), secret), ["ada"], 1],
    ["a record's keys, at the record", z.object({ by: z.record(secret, z.int()) }), ["by", "hunter2"], 1],
    ["unknown keys that the schema lets in", z.object({}).catchall(secret), ["any"], 1],
    ["an option of a union", z.union([z.object({ a: z.int() }), z.object({ a: secret })]), ["a"], 1],
    ["one side of an intersection", z.object({ a: z.int() }).and(z.object({ b: secret })), ["b"], 1],
    ["what is optional", z.object({ a: secret.optional() }), ["a"], 1],
    ["what may be null", z.object({ a: secret.nullable() }), ["a"], 1],
    ["what has a default", z.object({ a: secret.default("x") }), ["a"], 1],
    ["what is read-only", z.object({ a: secret.readonly() }), ["a"], 1],
    ["what is caught", z.object({ a: secret.catch("x") }), ["a"], 1],
    ["the front of a pipe", z.object({ a: secret.transform((text) => text.length) }), ["a"], 1],
    ["the back of a pipe", z.object({ a: z.string().pipe(secret) }), ["a"], 1],
    ["what is lazy", z.lazy(() => z.object({ a: z.lazy(() => secret) })), ["a"], 1],
    ["what was refined after it was marked", z.object({ a: secret.min(8).describe("A password.") }), ["a"], 1],
    ["the whole value", secret, [], 0],
  ])("meets a secret in %s", (_, schema, path, depth) => {
    expect(secretDepth(schema, path)).toBe(depth);
  });

  it.each([
    ["beside a secret", z.object({ name: z.string(), password: secret }), ["name"]],
    ["that leads to a secret", z.object({ user: z.object({ password: secret }) }), ["user"]],
    ["that the schema does not know", z.object({ password: secret }), ["passwort", 1]],
    ["of every object", z.object({ password: secret }), ["constructor"]],
    ["to what is marked as no secret", z.object({ a: z.string().meta({ secret: false }) }), ["a"]],
  ])("meets none %s", (_, schema, path) => {
    expect(secretDepth(schema, path)).toBeUndefined();
  });

  it("is followed through schemas that hold themselves", () => {
    const tree = z.object({
      key: secret,
      get children() {
        return z.array(tree);
      },
    });
    expect(secretDepth(tree, ["children", 0, "children", 1, "key", "x"])).toBe(5);
    expect(secretDepth(tree, ["children", 0, "children", 1])).toBeUndefined();

    const inCircles: z.ZodType = z.lazy(() => z.union([inCircles, z.null()]));
    expect(secretDepth(inCircles, ["a", "b"])).toBeUndefined();
  });
});
