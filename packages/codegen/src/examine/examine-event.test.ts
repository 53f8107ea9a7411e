import { createEventCodec, createEventRegistry, type StoredEvent } from "@factum/core";
import { aggregate, event } from "@factum/core/model";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { examineEvent } from "./examine-event.js";
import { generalPath } from "./general-path.js";

const order = aggregate("Order", {
  id: z.string(),
  state: z.object({}),
  initialState: {},
  events: {
    Placed: event({ customer: z.string() }).next({ customer: z.string(), total: z.int() }, (v1) => {
      if (v1.customer === "boom") throw new RangeError(`no such customer: ${v1.customer}`);
      return { ...v1, total: v1.customer === "odd" ? 0.5 : 0 };
    }),
    Paid: event({
      items: z.array(z.object({ price: z.int() })),
      pin: z.string().max(4).meta({ secret: true }).optional(),
      note: z
        .string()
        .refine((note) => {
          if (note === "throw") throw new Error("hunter2");
          return true;
        })
        .optional(),
    }),
  },
  commands: {},
});
const registry = createEventRegistry([createEventCodec(order)]);

function examine(type: string, data: StoredEvent["data"], more: Partial<StoredEvent> = {}) {
  const stored = { streamId: "order-7", version: 3, position: 42, eventId: "", recordedAt: "", metadata: {} };
  return examineEvent(registry, { ...stored, type, schemaVersion: 1, data, ...more }, import.meta.dirname);
}

describe("An event is examined:", () => {
  it("nothing is found if it can be read, from whatever schema version, with keys that nobody knows", () => {
    expect(examine("Placed", { customer: "ada", vip: true })).toEqual([]);
    expect(examine("Placed", { customer: "ada", total: 1 }, { schemaVersion: 2 })).toEqual([]);
    expect(examine("Paid", { items: [{ price: 1 }] })).toEqual([]);
  });

  it("broken data are found at their paths, once for all items of an array", () => {
    const findings = examine("Paid", { items: [{ price: 1 }, { price: "x" }, { price: 0.5 }, {}], note: 1 });
    expect(findings.map(({ problem, path }) => [problem, path])).toEqual([
      ["invalid-data", "items[1].price"],
      ["invalid-data", "note"],
    ]);
    expect(findings[0]).toMatchObject({
      position: 42,
      streamId: "order-7",
      version: 3,
      category: "order",
      type: "Paid",
      schemaVersion: 1,
    });
  });

  it("nothing secret is told", () => {
    const [finding] = examine("Paid", { items: [], pin: "hunter2" });
    expect(finding).toMatchObject({ problem: "invalid-data", path: "pin" });
    expect(JSON.stringify(finding)).not.toContain("hunter2");
  });

  it("what is unknown is told apart", () => {
    expect(examine("Placed", {}, { streamId: "invoice-1" })).toMatchObject([{ problem: "unknown-category", path: "" }]);
    expect(examine("Shipped", {})).toMatchObject([{ problem: "unknown-type" }]);
    expect(examine("toString", {})).toMatchObject([{ problem: "unknown-type" }]);
    const [newer] = examine("Placed", {}, { schemaVersion: 3 });
    expect(newer?.problem).toBe("unknown-schema-version");
    expect(newer?.message).toContain("known here: Placed (1 to 2)");
  });

  it("an upcaster that throws is found, with the place, and without a word of what it said", () => {
    const [finding, ...others] = examine("Placed", { customer: "boom" });
    expect(others).toEqual([]);
    expect(finding?.problem).toBe("upcaster");
    expect(finding?.message).toMatch(
      /from schema version 1 to 2 threw\. .* RangeError at examine-event\.test\.ts:\d+:\d+\.$/,
    );
    expect(finding?.message).not.toContain("no such customer");
  });

  it("an upcaster whose result does not fit is told from data that do not", () => {
    expect(examine("Placed", { customer: "odd" })).toMatchObject([{ problem: "invalid-upcast", path: "total" }]);
    expect(examine("Placed", { customer: 1 })).toMatchObject([{ problem: "invalid-data", path: "customer" }]);
  });

  it("a rule that throws is found", () => {
    const [finding] = examine("Paid", { items: [], note: "throw" });
    expect(finding?.problem).toBe("decoding");
    expect(finding?.message).toMatch(/^Thrown: Error at examine-event\.test\.ts:\d+:\d+\.$/);
  });

  it("an event with very many faults has fifty of them", () => {
    const wide = z.object(Object.fromEntries(Array.from({ length: 80 }, (_, n) => [`field${n}`, z.string()])));
    const model = { ...order, eventDefinitions: { Wide: event({ wide }) } };
    const findings = examineEvent(
      createEventRegistry([createEventCodec(model)]),
      { ...storedWide, data: { wide: {} } },
      "/",
    );
    expect(findings).toHaveLength(50);
  });
});

const storedWide = {
  streamId: "order-7",
  version: 1,
  position: 1,
  eventId: "",
  recordedAt: "",
  metadata: {},
  type: "Wide",
  schemaVersion: 1,
};

describe("The general form of a path", () => {
  it.each([
    ["", ""],
    ["items[2].price", "items[].price"],
    ["[0][1]", "[][]"],
    ['prices["[3]"].a[4]', 'prices["[3]"].a[]'],
    ['prices["a\\"[3]"]', 'prices["a\\"[3]"]'],
  ])("%s is %s", (path, general) => {
    expect(generalPath(path)).toBe(general);
  });
});
