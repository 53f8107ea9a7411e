import { readModelSpec } from "./read-model-spec.js";
import { close, closed, doorReport, givenDoor, on, open, opened, visitors } from "./test-support/door.js";

// Specs are typed end to end. `tsc` checks it: an expected error that does not come is an error.

const given = givenDoor();
const decided = given(opened({ by: "ada" }), close).when(open());

decided.then(closed, opened({ by: "ada" }));
// @ts-expect-error the aggregate has no such event
decided.then({ type: "Painted", data: {} });
// @ts-expect-error the event's data are others
decided.then({ type: "Opened", data: { by: 1 } });

decided.thenRejects("IsLocked");
decided.thenRejects("IsLocked", { code: 1 });
decided.thenRejects("IsOpen");
// @ts-expect-error the aggregate has no such rejection
decided.thenRejects("IsPainted");
// @ts-expect-error the rejection's data are others
decided.thenRejects("IsLocked", { reason: "x" });
// @ts-expect-error this rejection has no data
decided.thenRejects("IsOpen", { code: 1 });

decided.thenNothing().thenState({ status: "open", visits: [] });
// @ts-expect-error there is no such status
decided.thenNothing().thenState({ status: "ajar", visits: [] });
// @ts-expect-error a spec says what comes of a command before it speaks of the state
decided.thenState({ status: "open", visits: [] });

// @ts-expect-error there is no such command
given().when({ type: "Paint", data: {} });
// @ts-expect-error there is no such command or event
given({ type: "Paint", data: {} });
given().when(open(), { now: "2030-01-01T00:00:00.000Z", actor: "ada", newId: () => "1", id: "back" });
// @ts-expect-error the context has no such field
given().when(open(), { tomorrow: true });

readModelSpec(visitors)(on("a", opened({ by: "ada" }))).thenRows([{ door: "a", visitors: 1, last: "ada", at: "" }]);
// @ts-expect-error a row has every column
readModelSpec(visitors)().thenRows([{ door: "a" }]);
readModelSpec(visitors)().thenRow({ door: "a" }, { visitors: 1, last: "ada", at: "" });
// @ts-expect-error the key has other columns
readModelSpec(visitors)().thenRow({ dor: "a" }, null);
// @ts-expect-error the values are without the key
readModelSpec(visitors)().thenRow({ door: "a" }, { door: "a", visitors: 1, last: "ada", at: "" });

const report = readModelSpec(doorReport);
report().thenRows({ guests: [{ name: "ada", visits: 1 }], locks: [] });
// @ts-expect-error every table is named
report().thenRows({ guests: [] });
// @ts-expect-error there is no such table
report().thenRows({ guests: [], locks: [], keys: [] });
// @ts-expect-error rows are the table's own
report().thenRows({ guests: [{ code: 1, door: "a" }], locks: [] });
report().thenRow("guests", { name: "ada" }, { visits: 1 }).thenRow("locks", { code: 1 }, null);
// @ts-expect-error the key is another table's
report().thenRow("guests", { code: 1 }, null);
// @ts-expect-error there is no such table
report().thenRow("keys", { code: 1 }, null);

// @ts-expect-error the stream has no such event
on("a", { type: "Painted", data: {} });
