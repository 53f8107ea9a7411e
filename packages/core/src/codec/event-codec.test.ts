import { describe, expect, it } from "vitest";
import { z } from "zod";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import { aggregate, event } from "../model/index.js";
import { createEventCodec } from "./event-codec.js";
import { UpcastError } from "./upcast-error.js";

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

  it("says which events it reads", () => {
    expect([1, 2, 3].map((schemaVersion) => codec.reads({ type: "Placed", schemaVersion }))).toEqual([
      true,
      true,
      true,
    ]);
    for (const schemaVersion of [0, 4, 1.5, Number.NaN])
      expect(codec.reads({ type: "Placed", schemaVersion })).toBe(false);
    expect(codec.reads({ type: "Paid", schemaVersion: 2 })).toBe(false);
    expect(codec.reads({ type: "toString", schemaVersion: 1 })).toBe(false);
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

describe("The codec of an event that was renamed", () => {
  const renamed = createEventCodec({
    ...model,
    eventDefinitions: {
      Placed: event({ customer: z.string() })
        .alias("Ordered")
        .next({ customer: z.string(), country: z.string() }, (v1) => ({ ...v1, country: "unknown" }))
        .alias("Bought", "Sold"),
      // Never another's old name: the name of an event is its own.
      Sold: event({}),
    },
  });

  it.each(["Ordered", "Bought", "Placed"])(
    "reads what was stored under %s, through the same schema versions",
    (type) => {
      const stored = { type, schemaVersion: 1, data: { customer: "Ada" } };
      expect(renamed.reads(stored)).toBe(true);
      expect(renamed.reads({ type, schemaVersion: 3 })).toBe(false);
      expect(renamed.decode(stored)).toEqual({ type: "Placed", data: { customer: "Ada", country: "unknown" } });
      expect(renamed.decode(stored, { check: true })).toEqual(renamed.decode(stored));
    },
  );

  it("writes under the new name alone", () => {
    const data = { customer: "Ada", country: "GB" };
    expect(renamed.encode({ type: "Placed", data })).toEqual({ type: "Placed", schemaVersion: 2, data });
    expect(() => renamed.encode({ type: "Bought", data })).toThrow(
      'No schema for event "Bought" of category "order"; known here: Placed (1 to 2), Sold (1 to 1).',
    );
  });

  it("names the old names too when it does not know a stored type", () => {
    expect(() => renamed.decode({ type: "Shipped", schemaVersion: 1, data: {} })).toThrow(
      "known here: Placed (1 to 2), Sold (1 to 1), Ordered (1 to 2), Bought (1 to 2).",
    );
  });

  it("says under which names it may be stored, its own first", () => {
    expect(renamed.storedTypesOf("Placed")).toEqual(["Placed", "Ordered", "Bought"]);
    expect(renamed.storedTypesOf("Sold")).toEqual(["Sold"]);
    for (const unknown of ["Ordered", "Shipped", "toString"]) expect(renamed.storedTypesOf(unknown)).toEqual([]);
  });

  it("leaves a name that is an event's own to that event", () => {
    expect(renamed.decode({ type: "Sold", schemaVersion: 1, data: {} }).type).toBe("Sold");
  });
});

it("A retired event is still read and encoded: specs begin with it", () => {
  const retired = createEventCodec({ ...model, eventDefinitions: { Placed: event({ a: z.string() }).retired() } });
  const placed = { type: "Placed", data: { a: "x" } };
  expect(retired.decode(retired.encode(placed))).toEqual(placed);
});

describe("A codec that is told to check what is stored", () => {
  const check = (schemaVersion: number, data: unknown) =>
    codec.decode({ type: "Placed", schemaVersion, data: data as never }, { check: true });

  it.each([
    [1, { customer: "Ada" }],
    [2, { customer: "Ada", country: "GB" }],
    [3, { buyer: { name: "Ada", country: "FR" }, note: "ring twice" }],
    [3, { buyer: { name: "Ada", country: "FR", vip: true }, extra: 1 }],
  ])("decodes sound data of schema version %i as one that trusts it: %j", (schemaVersion, data) => {
    expect(check(schemaVersion, data)).toEqual(codec.decode({ type: "Placed", schemaVersion, data }));
  });

  it("ignores unknown keys though the schema is strict, but no other fault", () => {
    const address = z.strictObject({ city: z.string() });
    const strict = createEventCodec({ ...model, eventDefinitions: { Moved: event({ address }) } });
    const moved = (data: object) => () =>
      strict.decode({ type: "Moved", schemaVersion: 1, data: data as never }, { check: true });
    expect(moved({ address: { city: "Paris", zip: "75001" } })).not.toThrow();
    expect(moved({ address: { city: 1, zip: "75001" } })).toThrow("address.city: ");
  });

  it.each([
    [1, { customer: 1 }, "stored event Placed (schema version 1)", ["customer"]],
    [2, { customer: "Ada" }, "stored event Placed (schema version 2)", ["country"]],
    [3, { buyer: { name: 1, country: 2 } }, "stored event Placed (schema version 3)", ["buyer.name", "buyer.country"]],
    [3, null, "stored event Placed (schema version 3)", [""]],
  ])("finds data that do not fit schema version %i: %j", (schemaVersion, data, subject, paths) => {
    const error = errorOf(() => check(schemaVersion, data)) as InvalidDataError;
    expect(error).toBeInstanceOf(InvalidDataError);
    expect(error.subject).toBe(subject);
    expect(error.issues.map(({ path }) => path)).toEqual(paths);
    expect(error.message).toContain(`The data of ${subject} is not valid:\n`);
  });

  it("finds what an upcaster makes that today's schema refuses", () => {
    const wrong = createEventCodec({
      ...model,
      eventDefinitions: { Placed: event({ a: z.string() }).next({ b: z.number() }, () => ({ b: "1" }) as never) },
    });
    const stored = { type: "Placed", schemaVersion: 1, data: { a: "x" } };
    expect(wrong.decode(stored).data).toEqual({ b: "1" });
    expect(() => wrong.decode(stored, { check: true })).toThrow(
      "The data of stored event Placed (schema version 1, upcast to 2) is not valid:\n  b: ",
    );
  });
});

describe("An upcaster", () => {
  const codecWith = (upcast: () => unknown) =>
    createEventCodec({
      ...model,
      eventDefinitions: {
        Placed: event({ a: z.string() })
          .next({ b: z.string() }, ({ a }) => ({ b: a }))
          .next({ c: z.string() }, upcast as () => never),
      },
    });
  const decodeWith = (upcast: () => unknown) => () =>
    codecWith(upcast).decode({ type: "Placed", schemaVersion: 1, data: { a: "hunter2" } });

  it("that throws is named, with what it threw as the cause", () => {
    const cause = new Error("no such country");
    const error = errorOf(
      decodeWith(() => {
        throw cause;
      }),
    );
    expect(error).toBeInstanceOf(UpcastError);
    expect(error).toMatchObject({ code: "upcast", type: "Placed", fromVersion: 2, toVersion: 3, cause });
    expect(String(error)).toContain(
      "The upcaster of event Placed from schema version 2 to 3 threw. It has to take whatever was stored under the older version.",
    );
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a string", "hunter2"],
    ["an array", [1]],
    ["a promise", Promise.resolve({})],
  ])("that returns %s is named", (_, returned) => {
    const error = errorOf(decodeWith(() => returned));
    expect(error).toBeInstanceOf(UpcastError);
    expect(String(error)).toContain(
      "The upcaster of event Placed from schema version 2 to 3 did not return a plain object.",
    );
    expect(String(error)).not.toContain("hunter2");
  });
});

function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
