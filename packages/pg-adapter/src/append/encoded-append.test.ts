import { InvalidDataError, type JsonObject } from "@factum/core";
import { describe, expect, it } from "vitest";
import { encodeAppend } from "./encoded-append.js";

describe("An append on its way to Postgres", () => {
  it("is refused, naming the place, if its JSON would be longer than a string can be", () => {
    // Half a gigabyte of text, if it were real.
    const toJSON = () => {
      throw new RangeError("Invalid string length");
    };
    const [short, long] = [{}, { toJSON } as unknown as JsonObject];
    const event = { eventId: "e", type: "Happened", schemaVersion: 1, data: short, metadata: {} };
    const events = [event, { ...event, data: long }];
    const encode = () => encodeAppend({ streamId: "a-1", expectedVersion: 0, events });
    expect(encode).toThrow(InvalidDataError);
    expect(encode).toThrow('The data of the append to "a-1" is not valid:\n  events[1].data: is too long as JSON');
  });
});
