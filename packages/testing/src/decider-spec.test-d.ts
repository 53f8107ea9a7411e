import { readModelSpec } from "./read-model-spec.js";
import { close, closed, givenDoor, on, open, opened, visitors } from "./test-support/door.js";

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
// @ts-expect-error the stream has no such event
on("a", { type: "Painted", data: {} });
