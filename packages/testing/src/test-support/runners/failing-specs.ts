import { readModelSpec } from "../../read-model-spec.js";
import { specRecordedAt } from "../../spec-values.js";
import { givenBell } from "../bell.js";
import { close, closed, givenDoor, locked, on, open, opened, visitors } from "../door.js";

const given = givenDoor();
const bell = givenBell();

/** Specs that must fail, by what is wrong with them; for any runner. */
export const failingSpecs: Readonly<Record<string, () => unknown>> = {
  "other events": () =>
    given(opened({ by: "ada" }), closed)
      .when(open("eve"), { newId: () => "v1" })
      .then(opened({ by: "ada", visit: "v1" })),
  "a rejection": () => given(locked(7)).when(open()).then(closed),
  "other rows": () =>
    readModelSpec(visitors)(on("a", opened({ by: "ada" }))).thenRows([
      { door: "a", visitors: 2, last: "ada", at: specRecordedAt(1) },
    ]),
  "other calls": () => bell(on("a", opened({ by: "ada" }))).thenNothing(),
  unfinished: () => void given().when(close),
  "not awaited": () => void bell(on("a", opened({ by: "ada" }))).thenReacts(),
};
