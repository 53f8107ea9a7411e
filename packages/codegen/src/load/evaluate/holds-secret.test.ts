import { expect, test } from "vitest";
import { z } from "zod";
import { holdsSecret } from "./holds-secret.js";

const secret = z.string().meta({ secret: true });
type Node = { readonly next?: Node | undefined };
const node: z.ZodType<Node> = z.lazy(() => z.union([z.object({ next: node.optional() }), node]));

test.each([
  ["itself", secret, true],
  ["not marked", z.string(), false],
  ["marked as no secret", z.string().meta({ secret: false }), false],
  ["wrapped", secret.optional().nullable().readonly(), true],
  ["marked around", z.string().optional().meta({ secret: true }), true],
  ["in an array", z.array(secret), true],
  ["in a tuple", z.tuple([z.string()], secret), true],
  ["a record's value", z.record(z.string(), secret), true],
  ["a record's key", z.record(secret, z.string()), true],
  ["an option", z.union([z.int(), z.array(secret)]), true],
  ["a field of an object, which is asked for itself", z.object({ secret }), false],
  ["a schema that holds itself", node, false],
])("%s", (_, schema, expected) => {
  expect(holdsSecret(schema)).toBe(expected);
});
