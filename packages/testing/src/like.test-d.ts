import type { Brand, DomainEvent, JsonValue } from "@factum/core";
import { type Expected, like } from "./like.js";
import { readModelSpec } from "./read-model-spec.js";
import { doorReport, givenDoor, on, open, opened, visitors } from "./test-support/door.js";

// What `like` takes follows from where it stands. `tsc` checks it: an expected error that does not come is an error.

const given = givenDoor();
const decided = given().when(open());

given().thenState(like({ status: "open" }));
given().thenState(like({ visits: ["ada"] }));
// @ts-expect-error there is no such status
given().thenState(like({ status: "ajar" }));
// @ts-expect-error the state has no such field
given().thenState(like({ colour: "red" }));

interface Painted extends DomainEvent<"Opened", { readonly by: string; readonly note?: string }> {}
const Opened = (data: Partial<Painted["data"]> = {}): Painted => ({ type: "Opened", data: { by: "by", ...data } });
const Closed = (): DomainEvent<"Closed", Record<never, never>> => ({ type: "Closed", data: {} });
decided.then(like(Opened, { note: "x" }), like(Closed), opened({ by: "ada" }));
// @ts-expect-error the event's data are others
decided.then(like(Opened, { reason: "x" }));
// @ts-expect-error the aggregate has no such event
decided.then(like((): DomainEvent<"Painted", object> => ({ type: "Painted", data: {} })));
decided.then(like({ type: "Opened", data: { by: "ada" } }));
// @ts-expect-error the aggregate has no such event
decided.then(like({ type: "Painted" }));

decided.thenRejects("IsLocked", like({ code: 1 }));
// @ts-expect-error the rejection's data are others
decided.thenRejects("IsLocked", like({ reason: "x" }));

readModelSpec(visitors)(on("a")).thenRows([like({ door: "a" }), { door: "b", visitors: 1, last: "", at: "" }]);
// @ts-expect-error the row has no such column
readModelSpec(visitors)(on("a")).thenRows([like({ floor: "a" })]);
readModelSpec(visitors)(on("a")).thenRow({ door: "a" }, like({ visitors: 1 }));
// @ts-expect-error the values are others
readModelSpec(visitors)(on("a")).thenRow({ door: "a" }, like({ visitors: "1" }));
readModelSpec(doorReport)().thenRows({ guests: [like({ visits: 1 })], locks: [] });
// @ts-expect-error the row is of another table
readModelSpec(doorReport)().thenRows({ guests: [like({ code: 1 })], locks: [] });
readModelSpec(doorReport)().thenRow("guests", { name: "ada" }, like({}));

interface Whole {
  readonly id: Brand<string, "Id">;
  readonly list: readonly { readonly a: number; readonly b: string }[];
  readonly pair: readonly [number, { readonly c: string; readonly d: string }];
  readonly anything: JsonValue;
}
const expecting = (expected: Expected<Whole>) => expected;
expecting(
  like({ id: "x" as Brand<string, "Id">, list: [{ a: 1 }, { b: "x" }], pair: [1, { c: "x" }], anything: [{}] }),
);
// @ts-expect-error a brand is a brand here too
expecting(like({ id: "x" }));
// @ts-expect-error items of a list have no such field
expecting(like({ list: [{ c: 1 }] }));
