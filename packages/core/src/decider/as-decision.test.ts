import { describe, expect, it } from "vitest";
import { asDecision, InvalidDecisionError } from "./as-decision.js";
import type { DomainEvent } from "./domain-event.js";

const happened: DomainEvent = { type: "Happened", data: {} };
const refused = { kind: "rejection", name: "Refused", message: "No.", data: {} } as const;

describe("What a handler returns", () => {
  it("may be an event, several, none, or a rejection", () => {
    expect(asDecision("Order.Place", happened)).toEqual([happened]);
    expect(asDecision("Order.Place", [happened, happened])).toEqual([happened, happened]);
    expect(asDecision("Order.Place", [])).toEqual([]);
    expect(asDecision("Order.Place", refused)).toBe(refused);
  });

  it.each([
    [undefined, "undefined"],
    [null, "null"],
    ["Happened", "a string"],
    [Promise.resolve(happened), "a promise (decide is synchronous)"],
    [{}, "an object that is no event"],
    [[happened, undefined], "undefined"],
    [[refused], "a rejection inside an array"],
  ])("is refused if it is anything else", (returned, described) => {
    const decide = () => asDecision("Order.Place", returned as never);
    expect(decide).toThrow(InvalidDecisionError);
    expect(decide).toThrow(`Order.Place returned ${described}; return an event, an array of events, or a rejection.`);
  });
});
