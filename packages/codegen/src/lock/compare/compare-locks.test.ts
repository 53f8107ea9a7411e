import { expect, test } from "vitest";
import { lockOfText } from "../../../test-support/lock-of-text.js";
import type { AggregateParts } from "../../../test-support/model-texts.js";
import { compareLocks } from "./compare-locks.js";

/** What changed between two models, a string each: `verdict code message`. */
function changes(before: AggregateParts, after: AggregateParts): readonly string[] {
  return compareLocks(lockOfText(before), lockOfText(after)).map(
    ({ verdict, code, message }) => `${verdict} ${code} ${message}`,
  );
}

const events = (text: string): AggregateParts => ({ events: `{ ${text} }`, commands: "{}" });
const closed = (data: string) => events(`Closed: event(${data})`);

const NEXT = ".next({ reason: z.string(), by: z.string() }, (v1) => ({ ...v1, by: '' }))";
const V2 = events(`Closed: event({ reason: z.string() })${NEXT}`);

/** The table of verdicts, a row after the other. */
test.each<[string, AggregateParts, AggregateParts, string[]]>([
  [
    "an optional field of a new name",
    closed("{}"),
    closed("{ note: z.string().optional() }"),
    ["warning F1405 Closed, schema version 1: note is new, and optional."],
  ],
  [
    "a new event",
    closed("{}"),
    events("Closed: event({}), Opened: event({})"),
    ["warning F1404 Opened is new; builds that are older cannot read it."],
  ],
  [
    "a wider type",
    closed("{ count: z.int() }"),
    closed("{ count: z.number() }"),
    ["warning F1405 Closed, schema version 1: count need not be an integer any more."],
  ],
  [
    "another enum value",
    closed('{ by: z.enum(["a"]) }'),
    closed('{ by: z.enum(["a", "b"]) }'),
    ['warning F1405 Closed, schema version 1: by may be "b" too.'],
  ],
  [
    "a required field",
    closed("{}"),
    closed("{ note: z.string() }"),
    ["error F1405 Closed, schema version 1: note is new, and required."],
  ],
  [
    "required instead of optional",
    closed("{ note: z.string().optional() }"),
    closed("{ note: z.string() }"),
    ["error F1405 Closed, schema version 1: note was optional, and is required."],
  ],
  [
    "a narrower type",
    closed("{ count: z.number() }"),
    closed("{ count: z.int() }"),
    ["error F1405 Closed, schema version 1: count has to be an integer now."],
  ],
  [
    "a narrower enum",
    closed('{ by: z.enum(["a", "b"]) }'),
    closed('{ by: z.enum(["a"]) }'),
    ['error F1405 Closed, schema version 1: by was "b", and may be that no more.'],
  ],
  [
    "a narrower range",
    closed("{ count: z.int() }"),
    closed("{ count: z.int().max(5) }"),
    ["error F1405 Closed, schema version 1: count takes no numbers any more that were great enough before."],
  ],
  [
    "a pattern",
    closed("{ code: z.string() }"),
    closed("{ code: z.string().regex(/^A/) }"),
    ["error F1405 Closed, schema version 1: code has to fit the pattern /^A/ now."],
  ],
  [
    "a list instead of a scalar",
    closed("{ by: z.string() }"),
    closed("{ by: z.array(z.string()) }"),
    ["error F1405 Closed, schema version 1: by was a string, and is a list of a string."],
  ],
  [
    "a removed field",
    closed("{ note: z.string() }"),
    closed("{}"),
    ["error F1405 Closed, schema version 1: note is gone."],
  ],
  [
    "a renamed field",
    closed("{ note: z.string() }"),
    closed("{ text: z.string() }"),
    [
      "error F1405 Closed, schema version 1: note is gone.",
      "error F1405 Closed, schema version 1: text is new, and required.",
    ],
  ],
  [
    "a removed event",
    events("Closed: event({}), Opened: event({})"),
    closed("{}"),
    ["error F1404 Opened is no event any more, but events of this type may be stored."],
  ],
  [
    "an edited old version, be it widened",
    V2,
    events(`Closed: event({ reason: z.string().nullable() })${NEXT}`),
    ["error F1405 Closed, schema version 1: reason may be null too, but an older schema version is never edited."],
  ],
  [
    "a deleted old version, which leaves a gap",
    V2,
    closed("{ reason: z.string(), by: z.string() }"),
    [
      "error F1405 Closed, schema version 1: by is new, and required, but an older schema version is never edited.",
      "error F1405 Closed: schema version 2 is gone, but events were stored with it.",
    ],
  ],
  [
    "a retired event that is none any more",
    events("Closed: event({}).retired()"),
    closed("{}"),
    ["error F1406 Closed was retired, and is retired for good."],
  ],
  [
    "a reserved name that is an event's",
    { ...closed("{}"), more: 'reserved: { events: ["Opened"] }' },
    events("Closed: event({}), Opened: event({})"),
    [
      "warning F1404 Opened is new; builds that are older cannot read it.",
      "error F1406 Opened is a reserved name, for good.",
    ],
  ],
  [
    "another category",
    {},
    { more: 'category: "trainings"' },
    ['error F1403 The category was "training", and is "trainings": the streams that there are would not be found.'],
  ],
  [
    "another id, be it wider",
    { id: "z.uuidv7().lowercase()" },
    { id: "z.uuid().lowercase()" },
    [
      'error F1403 The schema of the id changed: it takes more than the format uuid (version: "v7"). ' +
        "Streams that there are might not be found.",
    ],
  ],
  [
    "another state",
    { more: "snapshots: { every: 5 }" },
    { more: "snapshots: { every: 9 }", state: "z.object({ open: z.boolean().nullable() })" },
    ["fine F1407 The state's schema changed: older snapshots are ignored."],
  ],
])("%s", (_, before, after, expected) => {
  expect(changes(before, after)).toEqual(expected);
});

test("a new schema version is the way out of every narrowing", () => {
  expect(changes(closed("{ reason: z.string() }"), V2)).toEqual([
    "warning F1405 Closed: schema version 2 is new; builds that are older cannot read it.",
  ]);
});

test("retiring, renaming and reserving are the ways out of removing", () => {
  const before = events("Closed: event({ a: z.int() }), Opened: event({}), Shut: event({})");
  const after = {
    ...events("Ended: event({ a: z.int() }).alias('Closed'), Opened: event({}).retired()"),
    more: 'reserved: { events: ["Shut"] }',
  };
  expect(changes(before, after)).toEqual([
    "warning F1404 Shut left the model, and its name is reserved; if one is stored, its stream can be read no more.",
    "warning F1404 Closed is called Ended now; builds that are older cannot read what is stored under the new name.",
    "fine F1406 Opened is retired.",
  ]);
  expect(changes(after, after)).toEqual([]);
});

test("a renamed event is held to the schema versions of before", () => {
  expect(changes(V2, events("Ended: event({ reason: z.string() }).alias('Closed')"))).toEqual([
    "warning F1404 Closed is called Ended now; builds that are older cannot read what is stored under the new name.",
    "error F1405 Ended: schema version 2 is gone, but events were stored with it.",
  ]);
});

test("an old name stays where it is", () => {
  const before = events("Closed: event({}).alias('Shut'), Opened: event({})");
  expect(changes(before, events("Closed: event({}), Opened: event({})"))).toEqual([
    "error F1406 Closed was called Shut before; what was stored under that name can be read no more.",
  ]);
  expect(changes(before, events("Closed: event({}), Opened: event({}).alias('Shut')"))).toEqual([
    "error F1406 Shut is what Closed was called before; it cannot be an old name of Opened.",
  ]);
  expect(changes(before, events("Closed: event({}), Opened: event({}), Shut: event({})"))).toContain(
    "error F1406 Shut is what Closed was called before; what is stored under that name is no new event's.",
  );
  expect(changes(before, events("Ended: event({}).alias('Closed', 'Shut'), Opened: event({})"))).toHaveLength(1);
});

test("an event that leaves takes its old names with it: they are reserved too, or mean another event later", () => {
  const before = events("Closed: event({}).alias('Shut'), Opened: event({})");
  const reserving = (names: string) => ({ ...events("Opened: event({})"), more: `reserved: { events: [${names}] }` });
  expect(changes(before, reserving("'Closed'"))).toContain(
    "error F1406 Closed left the model, and was called Shut before: that name is to be reserved too.",
  );
  const both = reserving("'Closed', 'Shut'");
  expect(changes(before, both).map((change) => change.split(" ")[0])).toEqual(["warning", "warning"]);
  const taken = "Opened: event({}), Shut: event({ by: z.int() })";
  expect(changes(before, { ...reserving("'Closed'"), ...events(taken) }).join()).toContain("error F1406");
  expect(changes(before, { ...reserving("'Closed'"), ...events("Opened: event({}).alias('Shut')") }).join()).toContain(
    "error F1406",
  );
});

test("a reserved name is reserved for good, as an alias too", () => {
  const before = { ...closed("{}"), more: 'reserved: { events: ["Shut"] }' };
  expect(changes(before, closed("{}"))).toEqual(["error F1406 Shut was reserved, and is reserved for good."]);
  expect(changes(before, events("Closed: event({}).alias('Shut')"))).toEqual([
    "error F1406 Shut is a reserved name, for good.",
  ]);
});

test("a field's name of an older version is not new", () => {
  const before = events("Closed: event({ note: z.int() }).next({}, () => ({}))");
  const after = events("Closed: event({ note: z.int() }).next({ note: z.string().optional() }, () => ({}))");
  expect(changes(before, after)).toEqual([
    "error F1405 Closed, schema version 2: note is new, but was used by another schema version.",
  ]);
});

test("a shared schema that changed is noticed in every event that uses it", () => {
  const shared = (level: string) => events(`Closed: event({ level: ${level}.meta({ id: "Level" }) })`);
  expect(changes(shared('z.enum(["a", "b"])'), shared('z.enum(["a"])'))).toHaveLength(1);
});

test("a changed decider is a warning, until the fold version rises; it never falls", () => {
  const lock = (foldVersion: number, decider: string) =>
    lockOfText({ more: `snapshots: { every: 5, foldVersion: ${foldVersion} }` }, decider);
  const verdicts = (before: ReturnType<typeof lock>, after: ReturnType<typeof lock>) =>
    compareLocks(before, after).map(({ verdict, code }) => `${verdict} ${code}`);
  expect(verdicts(lock(2, "a"), lock(2, "a"))).toEqual([]);
  expect(verdicts(lock(2, "a"), lock(2, "b"))).toEqual(["warning F1407"]);
  expect(verdicts(lock(2, "a"), lock(3, "b"))).toEqual(["fine F1407"]);
  expect(verdicts(lock(2, "a"), lock(1, "a"))).toEqual(["error F1407"]);
});

test("the name of an aggregate may change as long as its category does not", () => {
  expect(changes({}, { name: '"Course"', more: 'category: "training"' })).toEqual([
    "fine F1403 Training is called Course now.",
  ]);
});

test("names that objects inherit are no names of the lock", () => {
  const before = closed("{}");
  const after = events("Closed: event({ constructor: z.string().optional() })");
  expect(changes(before, after)).toEqual(["warning F1405 Closed, schema version 1: constructor is new, and optional."]);
});
