import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { uuidv7 } from "../values/uuidv7.js";
import { assertSettledCommand } from "./assert-outcomes.js";

// What the types forbid, and JavaScript does all the same. The rest is in the contract of every outcome store.
describe("A settled command", () => {
  const append = { streamId: "a-1", expectedVersion: 0, events: [], appendId: uuidv7() };
  const outcome = { rejection: "Full" };

  it("is taken if there is nothing wrong with it", () => {
    assertSettledCommand({ append, outcome });
  });

  it.each<[name: string, command: unknown, path: string, message: string]>([
    ["nothing", undefined, "", "is undefined"],
    ["no append", { outcome }, "", "is undefined, not an append"],
    ["no command id", { append: { ...append, appendId: undefined }, outcome }, "append.appendId", "is missing"],
    [
      "no exact version",
      { append: { ...append, expectedVersion: "any" }, outcome },
      "append.expectedVersion",
      'is "any", not the exact version',
    ],
    ["null for an outcome", { append, outcome: null }, "outcome", "is null, not an object"],
    ["an array for an outcome", { append, outcome: [] }, "outcome", "is an array, not an object"],
    ["a bigint in an outcome", { append, outcome: { seats: [1n] } }, "outcome.seats[0]", "is a bigint, not JSON"],
  ])("is refused if there is %s", (_, command, path, message) => {
    const refuse = () => assertSettledCommand(command as never);
    expect(refuse).toThrow(InvalidDataError);
    const issue = { path, message: expect.stringContaining(message) };
    expect(refuse).toThrow(expect.objectContaining({ issues: [issue] }));
  });
});
