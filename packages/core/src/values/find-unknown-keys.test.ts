import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findUnknownKeys } from "./find-unknown-keys.js";
import { dataIssue } from "./path-issue.js";

const schema = z.object({
  name: z.string(),
  address: z.object({ city: z.string() }).optional(),
  items: z.array(z.object({ price: z.number() })),
  labels: z.record(z.string(), z.string()).optional(),
});

function unknownKeysOf(given: unknown): string[] {
  return findUnknownKeys(given, schema.parse(given)).map((issue) => dataIssue(issue).path);
}

describe("findUnknownKeys", () => {
  it("finds nothing in what the schema knows", () => {
    expect(unknownKeysOf({ name: "a", address: { city: "b" }, items: [{ price: 1 }], labels: { any: "x" } })).toEqual(
      [],
    );
  });

  it("finds keys at any depth, and says where", () => {
    const given = {
      name: "a",
      extra: 1,
      address: { city: "b", zip: 1 },
      items: [{ price: 1 }, { price: 2, "a b": 3 }],
    };
    expect(unknownKeysOf(given)).toEqual(["extra", "address.zip", 'items[1]["a b"]']);
  });

  it("takes a key that is undefined for absent", () => {
    expect(unknownKeysOf({ name: "a", items: [], extra: undefined, address: undefined })).toEqual([]);
  });

  it("finds keys that look like those of every object", () => {
    expect(unknownKeysOf({ name: "a", items: [], toString: "x" })).toEqual(["toString"]);
    expect(unknownKeysOf(JSON.parse('{"name":"a","items":[],"__proto__":{}}'))).toEqual(["__proto__"]);
  });
});
