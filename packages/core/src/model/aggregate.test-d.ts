import { z } from "zod";
import { aggregate, event, readModel, rejection } from "./index.js";

// What must not compile in a model file. `tsc` checks it: an expected error that does not come is an error.

const id = z.uuid().lowercase();
const state = z.discriminatedUnion("status", [
  z.object({ status: z.literal("none") }),
  z.object({ status: z.literal("open"), lines: z.array(z.string()) }),
]);

export const Order = aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  snapshots: { every: 100 },
  events: { Opened: event({ at: z.string() }), LineAdded: event({ line: z.string() }) },
  rejections: { NotOpen: rejection("This order is not open.") },
  commands: {
    Open: { data: {}, emits: ["Opened"] },
    AddLine: { data: { line: z.string() }, emits: ["LineAdded", "Opened"], rejects: ["NotOpen"] },
  },
});

aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  events: { Opened: event({}) },
  rejections: { NotOpen: rejection("This order is not open.") },
  commands: {
    // @ts-expect-error there is no event of this name
    Open: { data: {}, emits: ["Openned"] },
    // @ts-expect-error there is no rejection of this name
    Close: { data: {}, emits: ["Opened"], rejects: ["NotOpn"] },
    // @ts-expect-error data are schemas
    Reopen: { data: { reason: "string" }, emits: ["Opened"] },
    // @ts-expect-error a command says what it may lead to
    Forget: { data: {} },
  },
});

aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  events: { Opened: event({}) },
  // @ts-expect-error without rejections, none can be named
  commands: { Open: { data: {}, emits: ["Opened"], rejects: ["NotOpen"] } },
});

aggregate("Order", {
  id,
  state,
  // @ts-expect-error no state of this status
  initialState: { status: "nothing" },
  events: {},
  commands: {},
});

aggregate("Order", {
  id,
  state,
  // @ts-expect-error an open order has lines
  initialState: { status: "open" },
  events: {},
  commands: {},
});

aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  // @ts-expect-error snapshots are saved every so many events
  snapshots: { foldVersion: 2 },
  events: {},
  commands: {},
});

// @ts-expect-error an id is a string
aggregate("Order", { id: z.number(), state, initialState: { status: "none" }, events: {}, commands: {} });

aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  events: {
    Opened: event({}),
    Parked: event({})
      .retired()
      .next({ until: z.string() }, () => ({ until: "never" })),
  },
  reserved: { events: ["Frozen"] },
  commands: {
    Open: { data: {}, emits: ["Opened"] },
    // @ts-expect-error it is retired
    Park: { data: {}, emits: ["Parked"] },
  },
}).events("Opened", "Parked");

aggregate("Order", {
  id,
  state,
  initialState: { status: "none" },
  events: { Opened: event({}).alias("Begun", "Started") },
  // @ts-expect-error it is the name of an event
  reserved: { events: ["Frozen", "Opened"] },
  commands: { Open: { data: {}, emits: ["Opened"] } },
});

// @ts-expect-error an alias is a name
event({}).alias();

Order.events("Opened", "LineAdded");
// @ts-expect-error there is no event of this name
Order.events("LineAded");
// @ts-expect-error a selection selects something
Order.events();

// Upcasters

event({ a: z.string() }).next({ a: z.string(), b: z.number() }, (v1) => ({ ...v1, b: v1.a.length }));
event({ a: z.array(z.string()) }).next(
  { a: z.array(z.string()), price: z.object({ cents: z.int(), currency: z.enum(["EUR", "USD"]) }) },
  (v1) => ({ a: [...v1.a, "old"], price: { cents: 0, currency: "EUR" } }),
);
event({ a: z.string() })
  .next({ b: z.number() }, (v1) => ({ b: v1.a.length }))
  .next({ c: z.boolean() }, (v2) => ({ c: v2.b > 0 }));
// @ts-expect-error the field b is missing
event({ a: z.string() }).next({ a: z.string(), b: z.number() }, (v1) => ({ ...v1 }));
// @ts-expect-error b is a number
event({ a: z.string() }).next({ b: z.number() }, (v1) => ({ b: v1.a }));
// @ts-expect-error the version before has no field b
event({ a: z.string() }).next({ c: z.string() }, (v1) => ({ c: v1.b }));
event({ a: z.string() })
  .next({ b: z.number() }, () => ({ b: 1 }))
  // @ts-expect-error an upcaster starts from the version right before, not from the first
  .next({ c: z.string() }, (v2) => ({ c: v2.a }));
// @ts-expect-error another version needs an upcaster
event({ a: z.string() }).next({ b: z.number() });

// Read models

readModel("Orders", { from: [Order.events("Opened")], key: ["orderId"], row: { orderId: id, at: z.string() } });
// @ts-expect-error the key is made of fields of the row
readModel("Orders", { from: [Order.events("Opened")], key: ["orderID"], row: { orderId: id } });
