import { describe, expect, it } from "vitest";
import { z } from "zod";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import { aggregate, event } from "../model/index.js";
import { createEventCodec } from "./event-codec.js";
import { createEventRegistry } from "./event-registry.js";

const base = { id: z.string(), state: z.object({}), initialState: {}, commands: {} };
const order = createEventCodec(
  aggregate("Order", {
    ...base,
    events: { Opened: event({ by: z.string() }).next({ buyer: z.string() }, ({ by }) => ({ buyer: by })) },
  }),
);
const ticket = createEventCodec(aggregate("Ticket", { ...base, events: { Opened: event({ seat: z.int() }) } }));
const registry = createEventRegistry([order, ticket]);

const stored = {
  type: "Opened",
  schemaVersion: 1,
  data: { by: "ada" },
  streamId: "order-a-1",
  version: 1,
  position: 7,
  eventId: "0198c7a2-0000-7000-8000-000000000001",
  recordedAt: "2030-01-01T00:00:00.000Z",
  metadata: {},
};

describe("A registry of events", () => {
  it("decodes an event by the category of its stream, upcast, and says the category", () => {
    const { schemaVersion: _, ...rest } = stored;
    expect(registry.decode(stored)).toEqual({ ...rest, id: "a-1", category: "order", data: { buyer: "ada" } });
    expect(registry.decode({ ...stored, streamId: "ticket-1", data: { seat: 3 } })).toMatchObject({
      category: "ticket",
      data: { seat: 3 },
    });
  });

  it("checks stored data if that is asked for", () => {
    const wrong = { ...stored, streamId: "ticket-1", data: { seat: "3" } };
    expect(registry.decode(wrong).data).toEqual({ seat: "3" });
    expect(() => registry.decode(wrong, { check: true })).toThrow("seat: ");
  });

  it("says which events it reads", () => {
    expect(registry.reads(stored)).toBe(true);
    expect(registry.reads({ ...stored, schemaVersion: 2 })).toBe(true);
    expect(registry.reads({ ...stored, schemaVersion: 3 })).toBe(false);
    expect(registry.reads({ ...stored, streamId: "ticket-1", schemaVersion: 2 })).toBe(false);
    expect(registry.reads({ ...stored, streamId: "invoice-1" })).toBe(false);
    expect(registry.reads({ ...stored, streamId: "__proto__-1" })).toBe(false);
  });

  it("gives the codec of a category", () => {
    expect(registry.codecs).toEqual([order, ticket]);
    expect(registry.codecOf("ticket")).toBe(ticket);
    expect(registry.codecOf("constructor")).toBeUndefined();
  });

  it("does not know other categories, and says which ones it knows", () => {
    const decode = () => registry.decode({ ...stored, streamId: "invoice-1" });
    expect(decode).toThrow(UnknownEventError);
    expect(decode).toThrow(
      'No schema for event "Opened" (schema version 1) of category "invoice"; known here: the categories order, ticket.',
    );
    expect(() => createEventRegistry([]).decode(stored)).toThrow("known here: no category.");
  });

  it("takes each category once", () => {
    expect(() => createEventRegistry([order, order])).toThrow("Two codecs have one category");
  });
});
