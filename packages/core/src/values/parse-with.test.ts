import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { parseWith } from "./parse-with.js";

const schema = z.object({ name: z.string().min(1), items: z.array(z.object({ price: z.number() })) });

describe("parseWith", () => {
  it("gives back what the schema takes", () => {
    expect(parseWith(schema, "an order", { name: "a", items: [{ price: 1 }] })).toEqual({
      name: "a",
      items: [{ price: 1 }],
    });
  });

  it("names everything that the schema refuses", () => {
    expect(issuesOf({ name: "", items: [{ price: "1" }] }).map(({ path }) => path)).toEqual(["name", "items[0].price"]);
  });

  it("refuses unknown keys, at any depth", () => {
    expect(issuesOf({ name: "a", items: [{ price: 1, prize: 2 }] })).toEqual([
      { path: "items[0].prize", message: "is not a field of the schema" },
    ]);
  });

  it("refuses what could not be stored exactly, though the schema takes it", () => {
    expect(issuesOf({ name: "a\u0000", items: [{ price: -0 }] }).map(({ path }) => path)).toEqual([
      "name",
      "items[0].price",
    ]);
  });

  it("says what it refused, where, and why", () => {
    expect(() => parseWith(schema, "event Ordered", { name: "a", items: [], extra: 1 })).toThrow(
      "The data of event Ordered is not valid:\n  extra: is not a field of the schema",
    );
    expect(() => parseWith(z.string(), "the id of Order", 1)).toThrow(
      /^The data of the id of Order is not valid:\n {2}\(root\): /,
    );
  });
});

function issuesOf(value: unknown) {
  try {
    parseWith(schema, "an order", value);
  } catch (error) {
    if (error instanceof InvalidDataError) return error.issues;
    throw error;
  }
  return [];
}
