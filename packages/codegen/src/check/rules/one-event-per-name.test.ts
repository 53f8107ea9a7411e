import { expect, test } from "vitest";
import { aggregateProblems } from "../../../test-support/problems-of.js";
import { oneEventPerName } from "./one-event-per-name.js";

const HINT = "| What was stored under a name has one meaning: let it stand in one place.";

const problems = (closed: string, more = "") =>
  aggregateProblems(oneEventPerName, { events: `{ Opened: event({}), Closed: event({})${closed} }`, more });

test("old names and reserved names that nothing else has are fine", () => {
  expect(problems('.alias("Shut", "Ended").retired()', 'reserved: { events: ["Frozen"] }')).toEqual([]);
});

test("an alias may not be the name of an event, be it its own", () => {
  expect(problems('.alias("Shut", "Opened")')).toEqual([
    `src/training.model.ts:5:64 F1409 "Opened" is an alias of Closed, but it is the event Opened already. ${HINT}`,
  ]);
  expect(problems('.next({}, () => ({})).alias("Closed")')).toHaveLength(1);
});

test("two events may not claim one alias, nor one event twice", () => {
  expect(problems('.alias("Shut"), Ended: event({}).alias("Shut")')).toEqual([
    `src/training.model.ts:5:88 F1409 "Shut" is an alias of Ended, but it is an alias of Closed already. ${HINT}`,
  ]);
  expect(problems('.alias("Shut", "Shut")')).toHaveLength(1);
});

test("a reserved name may be neither an event nor an alias", () => {
  expect(problems('.alias("Shut")', 'reserved: { events: ["Shut", "Opened"] }')).toEqual([
    `src/training.model.ts:8:24 F1409 "Shut" is a reserved name, but it is an alias of Closed already. ${HINT}`,
    `src/training.model.ts:8:32 F1409 "Opened" is a reserved name, but it is the event Opened already. ${HINT}`,
  ]);
});

test.each(["", "shut", "__proto__", "*/ alert(1)"])("%j was never the name of an event", (name) => {
  expect(problems(`.alias(${JSON.stringify(name)})`)[0]).toContain("F1409");
});
