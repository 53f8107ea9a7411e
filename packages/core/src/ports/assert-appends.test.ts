import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { uuidv7 } from "../values/uuidv7.js";
import { assertAppends } from "./assert-appends.js";

// What the types forbid, and JavaScript does all the same. The rest is in the contract of every event store.
describe("An append", () => {
  const event = { eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
  const append = { streamId: "training-1", expectedVersion: 0, events: [event] };

  it("is taken if there is nothing wrong with it", () => {
    assertAppends([append, { ...append, appendId: uuidv7(), events: [] }]);
  });

  it.each<[name: string, appends: unknown, path: string, message: string]>([
    ["null instead of appends", null, "", "is null, not an array of appends"],
    ["one append instead of several", append, "", "is an object, not an array of appends"],
    ["null", [null], "", "is null, not an append"],
    ["undefined", [undefined], "", "is undefined, not an append"],
    ["an array", [[append]], "", "is an array, not an append"],
    ["no stream id", [{ ...append, streamId: undefined }], "", "is undefined, not a string"],
    ["a stream id without an id", [{ ...append, streamId: "a-" }], "", "is not of the form <category>-<id>"],
    ["no events", [{ ...append, events: undefined }], "events", "is undefined, not an array of events"],
    ["an event instead of events", [{ ...append, events: event }], "events", "is an object, not an array of events"],
    ["null for an event", [{ ...append, events: [event, null] }], "events[1]", "is null, not an event"],
    ["null for events, twice", [{ ...append, events: [null, null] }], "events[0]", "is null, not an event"],
    ["a bigint for a version", [{ ...append, expectedVersion: 1n }], "expectedVersion", "is 1n; give a version from 0"],
    ["no version", [{ ...append, expectedVersion: undefined }], "expectedVersion", "is undefined; give"],
    ["an array of an append id", [{ ...append, appendId: [uuidv7()] }], "appendId", "is not a lower-case UUID"],
    [
      "an array of an event id",
      [{ ...append, events: [{ ...event, eventId: [event.eventId] }] }],
      "events[0].eventId",
      "is not a lower-case UUID",
    ],
  ])("is refused if there is %s", (_, appends, path, message) => {
    const refuse = () => assertAppends(appends as never);
    expect(refuse).toThrow(InvalidDataError);
    expect(refuse).toThrow(
      expect.objectContaining({
        issues: expect.arrayContaining([{ path, message: expect.stringContaining(message) }]),
      }),
    );
  });
});
