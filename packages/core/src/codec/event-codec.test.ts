import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import { aggregate, event } from "../model/index.js";
import { createEventCodec } from "./event-codec.js";

const model = aggregate("Order", {
  id: z.string(),
  state: z.object({}),
  initialState: {},
  events: {
    Placed: event({ customer: z.string() })
      .next({ customer: z.string(), country: z.string() }, (v1) => ({ ...v1, country: "unknown" }))
      .next({ buyer: z.object({ name: z.string(), country: z.string() }), note: z.string().optional() }, (v2) => ({
        buyer: { name: v2.customer, country: v2.country },
      })),
    Paid: event({}),
  },
  commands: {},
});

const codec = createEventCodec(model);

describe("The codec of an aggregate's events", () => {
  it("encodes an event in the current version of its schema", () => {
    const data = { buyer: { name: "Ada", country: "GB" } };
    expect(codec.encode({ type: "Placed", data })).toEqual({ type: "Placed", schemaVersion: 3, data });
    expect(codec.encode({ type: "Paid", data: {} })).toEqual({ type: "Paid", schemaVersion: 1, data: {} });
  });

  it("decodes what it encoded", () => {
    const placed = { type: "Placed", data: { buyer: { name: "Ada", country: "GB" }, note: "ring twice" } };
    expect(codec.decode(codec.encode(placed))).toEqual(placed);
  });

  it.each([
    [1, { customer: "Ada" }, "unknown"],
    [2, { customer: "Ada", country: "GB" }, "GB"],
    [3, { buyer: { name: "Ada", country: "FR" } }, "FR"],
  ])("turns schema version %i into the current one, step by step", (schemaVersion, data, country) => {
    expect(codec.decode({ type: "Placed", schemaVersion, data })).toEqual({
      type: "Placed",
      data: { buyer: { name: "Ada", country } },
    });
  });

  it("trusts what is stored: unknown keys and data that today's schema would refuse are read as they are", () => {
    const data = { buyer: { name: "Ada", country: "GB", vip: true }, extra: 1 };
    expect(codec.decode({ type: "Placed", schemaVersion: 3, data }).data).toEqual(data);
  });

  it.each([
    ["an unknown key", { buyer: { name: "Ada", country: "GB" }, extra: 1 }, "extra: is not a field of the schema"],
    [
      "a nested unknown key",
      { buyer: { name: "Ada", country: "GB", vip: true } },
      "buyer.vip: is not a field of the schema",
    ],
    ["a missing field", { buyer: { name: "Ada" } }, "buyer.country: "],
    ["the data of an old version", { customer: "Ada" }, "buyer: "],
    ["what Postgres cannot store", { buyer: { name: "\u0000", country: "GB" } }, "buyer.name: holds \\u0000"],
    ["no object", null, "(root): "],
  ])("refuses to encode %s, and says where", (_, data, message) => {
    const encode = () => codec.encode({ type: "Placed", data });
    expect(encode).toThrow(InvalidDataError);
    expect(encode).toThrow("The data of event Placed is not valid:");
    expect(encode).toThrow(message);
  });

  it("knows neither other types nor other versions, and says which ones it knows", () => {
    for (const [type, schemaVersion] of [
      ["Placed", 4],
      ["Placed", 0],
      ["Placed", 1.5],
      ["Shipped", 1],
      ["toString", 1],
    ] as const) {
      const decode = () => codec.decode({ type, schemaVersion, data: {} });
      expect(decode).toThrow(UnknownEventError);
      expect(decode).toThrow(
        `No schema for event "${type}" (schema version ${schemaVersion}) of category "order"; ` +
          "known here: Placed (1 to 3), Paid (1 to 1).",
      );
    }
    expect(() => codec.encode({ type: "Shipped", data: {} })).toThrow(UnknownEventError);
    expect(() => codec.encode({ type: "Shipped", data: {} })).toThrow(
      'No schema for event "Shipped" of category "order"; known here: Placed (1 to 3), Paid (1 to 1). ' +
        "Only events that the model declares can be stored.",
    );
  });
});
