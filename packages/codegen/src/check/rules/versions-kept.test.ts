import { expect, test } from "vitest";
import { lockedProblems } from "../../../test-support/locked-project.js";
import { versionsKept } from "./versions-kept.js";

const RELOCK =
  "Was it never released? `npx factum generate --relock Training.Closed` locks it anew, unless it was committed.";

const problems = (before: string, after: string) =>
  lockedProblems(versionsKept, {
    before: { events: `{ Closed: ${before} }` },
    after: { events: `{ Closed: ${after} }` },
  });

test("a change that stored events stand is fine, and so is a new version", () => {
  const before = "event({ reason: z.string() })";
  expect(problems(before, "event({ reason: z.string().nullable(), by: z.string().optional() })")).toEqual([]);
  expect(problems(before, `${before}.next({ by: z.string() }, () => ({ by: "" }))`)).toEqual([]);
});

test("a required field more is marked where it stands, with the text of a new version", () => {
  expect(problems("event({ reason: z.string() })", "event({ reason: z.string(), due: z.iso.date() })")).toEqual([
    "5:49 F1405 Closed, schema version 1: due is new, and required.",
    "Put schema version 1 back as it was, and write the new one behind it: " +
      '.next({ reason: z.string(), due: z.iso.date() }, (v1) => ({ ...v1, due: "2037-05-15" })); the values are samples.\n' +
      RELOCK,
  ]);
});

test("a renamed field leaves the data in the upcaster", () => {
  const [, hint] = problems("event({ reason: z.string() })", "event({ why: z.string() })");
  expect(hint).toContain('.next({ why: z.string() }, ({ reason: _reason, ...v1 }) => ({ ...v1, why: "why" }))');
});

test("text on many lines comes on one", () => {
  const [, hint] = problems(
    "event({ a: z.int() })",
    "event({\n  a: z.int(),\n  b: z.object({\n    c: z.int(),\n  }),\n})",
  );
  expect(hint).toContain(".next({ a: z.int(), b: z.object({ c: z.int() }) }, (v1) => ({ ...v1, b: ");
});

test("an edited old version is marked in that version, not in the current one", () => {
  const next = ".next({ reason: z.string() }, ({ reason }) => ({ reason: reason ?? '' }))";
  expect(problems(`event({ reason: z.string().optional() })${next}`, `event({ reason: z.string() })${next}`)).toEqual([
    "5:29 F1405 Closed, schema version 1: reason was optional, and is required, but an older schema version is never edited.",
    "Put it back as it was. If it shares a schema that changed, give it the schema as it was, under another name.\n" +
      RELOCK,
  ]);
});

test("a deleted version is marked at its event", () => {
  const next = ".next({ reason: z.string() }, (v1) => v1)";
  expect(problems(`event({ reason: z.string() })${next}`, "event({ reason: z.string() })")).toEqual([
    "5:13 F1405 Closed: schema version 2 is gone, but events were stored with it.",
    `Put it back: a newer version stands behind it, in .next(…).\n${RELOCK}`,
  ]);
});
