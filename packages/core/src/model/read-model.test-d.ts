import { z } from "zod";
import { aggregate, event, readModel } from "./index.js";

// What must not compile in a read model's file. `tsc` checks it: an expected error that does not come is an error.

const Order = aggregate("Order", {
  id: z.uuid(),
  state: z.object({}),
  initialState: {},
  events: { Opened: event({}) },
  commands: { Open: { data: {}, emits: ["Opened"] } },
});
const from = [Order.events("Opened")];
const row = { orderId: z.string(), line: z.int(), note: z.string().nullable() };

readModel("Orders", { from, key: ["orderId", "line"], row, indexes: ["note", ["line", "note"]] });
readModel("Orders", { version: 2, from, key: ["orderId"], row });
readModel("Orders", { from, inline: true, key: ["orderId"], row });

// @ts-expect-error it is inline, or it is not
readModel("Orders", { from, inline: "append", key: ["orderId"], row });

// @ts-expect-error the row has no such field
readModel("Orders", { from, key: ["orderID"], row });
// @ts-expect-error the row has no such field
readModel("Orders", { from, key: ["orderId"], row, indexes: ["notes"] });
// @ts-expect-error the row has no such field
readModel("Orders", { from, key: ["orderId"], row, indexes: [["line", "notes"]] });
// @ts-expect-error an index has a field
readModel("Orders", { from, key: ["orderId"], row, indexes: [[]] });
// @ts-expect-error a row has schemas
readModel("Orders", { from, key: ["orderId"], row: { orderId: "string" } });
// @ts-expect-error there is no such part
readModel("Orders", { from, key: ["orderId"], row, index: ["note"] });
// @ts-expect-error a row has a key
readModel("Orders", { from, row });
// @ts-expect-error there is a table, or there are several
readModel("Orders", { from });

readModel("Report", {
  from,
  inline: true,
  tables: {
    orders: { key: ["orderId"], row, indexes: ["note"] },
    days: { key: ["day"], row: { day: z.iso.date(), orders: z.int() } },
  },
});
readModel("Report", {
  from,
  tables: {
    orders: { key: ["orderId"], row },
    // @ts-expect-error the field is another table's
    days: { key: ["orderId"], row: { day: z.iso.date() } },
  },
});
readModel("Report", {
  from,
  tables: {
    // @ts-expect-error the row has no such field
    days: { key: ["day"], row: { day: z.iso.date() }, indexes: ["dy"] },
  },
});
// @ts-expect-error a table has a row
readModel("Report", { from, tables: { days: { key: ["day"] } } });
// @ts-expect-error one table or several, never both
readModel("Report", { from, key: ["orderId"], row, tables: { days: { key: ["day"], row: { day: z.iso.date() } } } });
readModel("Report", {
  from,
  // @ts-expect-error tables of one read model are written together
  tables: { days: { key: ["day"], row: { day: z.iso.date() }, inline: true } },
});
