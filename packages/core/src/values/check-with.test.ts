import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { checkWith } from "./check-with.js";

const schema = z.strictObject({ name: z.string(), items: z.array(z.strictObject({ price: z.number() })) });

describe("checkWith", () => {
  it("lets pass what fits, with whatever else is there", () => {
    const value = Object.freeze({ name: "a", items: [{ price: 1, tax: 2 }], extra: 1 });
    expect(() => checkWith(schema, "an order", value)).not.toThrow();
  });

  it("names everything that does not fit", () => {
    const check = () => checkWith(schema, "an order", { items: [{ price: "1", tax: 2 }], extra: 1 });
    expect(check).toThrow(InvalidDataError);
    expect(check).toThrow(/^The data of an order is not valid:\n {2}name: .*\n {2}items\[0\]\.price: .*$/);
  });
});
