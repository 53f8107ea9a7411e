import { describe, expect, it } from "vitest";
import { readModelSpec } from "./read-model-spec.js";
import { at, later } from "./spec-clock.js";
import { SPEC_NOW, specRecordedAt } from "./spec-values.js";
import { close, closed, givenDoor, on, open, opened, visitors } from "./test-support/door.js";
import { failureOf } from "./test-support/failure-of.js";

const given = givenDoor({
  decide: (_state, command, { now }) => [command.type === "Open" ? opened({ by: now }) : closed],
});

describe("The clock of a decider's spec", () => {
  it("stands, until a step moves it", () => {
    given()
      .when(open())
      .then(opened({ by: SPEC_NOW }))
      .when(open())
      .then(opened({ by: SPEC_NOW }));
    given(at("2031-05-17T10:00:00+02:00"))
      .when(open())
      .then(opened({ by: "2031-05-17T08:00:00.000Z" }));
    given(opened({ by: "ada" }), later({ days: 3, hours: 1, minutes: 2, seconds: 3, milliseconds: 4 }))
      .when(open())
      .then(opened({ by: "2030-01-04T01:02:03.004Z" }));
  });

  it("moves between the commands of a story, and with those of a history", () => {
    given(at("2031-01-01T00:00:00Z"), open())
      .thenState({ status: "open", visits: ["2031-01-01T00:00:00.000Z"] })
      .and(later({ days: 1 }), close, later({ days: 1 }))
      .when(open())
      .then(opened({ by: "2031-01-03T00:00:00.000Z" }))
      .and(at("2030-06-01T00:00:00Z"))
      .when(open())
      .then(opened({ by: "2030-06-01T00:00:00.000Z" }));
  });

  it("is not moved by the time of a single command", () => {
    given()
      .when(open(), { now: "2040-01-01T00:00:00.000Z" })
      .then(opened({ by: "2040-01-01T00:00:00.000Z" }))
      .when(open())
      .then(opened({ by: SPEC_NOW }));
  });

  it("shows the time of a single command as production would: in UTC, with milliseconds", () => {
    given()
      .when(open(), { now: "2040-01-01T02:00:00+02:00" })
      .then(opened({ by: "2040-01-01T00:00:00.000Z" }));
    expect(() => given().when(open(), { now: "yesterday" })).toThrow(
      'now is "yesterday"; give an instant such as "2031-05-17T08:00:00.000Z".',
    );
  });

  it("is told of in a failure", () => {
    const failure = failureOf(() =>
      given(at("2031-01-01T00:00:00Z"), closed, later({ days: 1, hours: 2 }))
        .when(open())
        .thenNothing(),
    );
    expect(failure.message).toContain(
      "Given\n  at 2031-01-01T00:00:00.000Z\n  Closed\n  1 days 2 hours later: 2031-01-02T02:00:00.000Z\nIn the state",
    );
  });
});

it("The clock of a read model's spec says when events were recorded: a second apart, or as its steps have it", () => {
  const givenVisitors = readModelSpec(visitors);
  const ada = opened({ by: "ada" });
  const atOf = (door: string) => ({ door, visitors: 1, last: "ada" });
  givenVisitors(
    on("a", ada),
    later({ days: 1 }),
    on("b", ada),
    on("c", ada),
    at("2031-05-17T08:00:00Z"),
    later({ hours: 1 }),
    on("d", ada),
  ).thenRows([
    { ...atOf("a"), at: specRecordedAt(1) },
    { ...atOf("b"), at: "2030-01-02T00:00:01.000Z" },
    { ...atOf("c"), at: "2030-01-02T00:00:02.000Z" },
    { ...atOf("d"), at: "2031-05-17T09:00:00.000Z" },
  ]);
});

describe("A clock cannot be set to", () => {
  it.each(["tomorrow", "2031-02-30T00:00:00Z", "2031-01-01", "", 7 as never])("%j", (instant) => {
    expect(() => at(instant)).toThrow(/^at is .*; give an instant such as "2031-05-17T08:00:00.000Z"\.$/);
  });

  it.each([
    [{ months: 1 }, 'later is "months"; give any of days, hours, minutes, seconds, milliseconds.'],
    [{ toString: 1 }, 'later is "toString"; give any of days, hours, minutes, seconds, milliseconds.'],
    [{ days: -1 }, "later.days is -1; give a number from 0."],
    [{ days: "1" }, 'later.days is "1"; give a number from 0.'],
    [{ days: Number.NaN }, "later.days is NaN; give a number from 0."],
  ])("%j later", (span, message) => {
    expect(() => later(span as never)).toThrow(message);
  });

  it("the end of all dates", () => {
    expect(() => later({ days: 1e12 })).toThrow("give a span after which there still are dates.");
  });
});
