import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { aggregateIdOf, assertStreamId, categoryOf, MAX_STREAM_ID_LENGTH, streamIdOf } from "./stream-id.js";

describe("A stream id", () => {
  it("gives back the category and the id that it was made of", () => {
    const category = fc.string({ minLength: 1 }).filter((text) => !text.includes("-"));
    fc.assert(
      fc.property(category, fc.string(), (name, id) => {
        const streamId = streamIdOf(name, id);
        expect(categoryOf(streamId)).toBe(name);
        expect(aggregateIdOf(streamId)).toBe(id);
      }),
    );
  });

  it("keeps the dashes of the id", () => {
    expect(streamIdOf("training", "0198c-1")).toBe("training-0198c-1");
    expect(categoryOf("training-0198c-1")).toBe("training");
    expect(aggregateIdOf("training-0198c-1")).toBe("0198c-1");
  });

  it("may be as long as the index allows", () => {
    assertStreamId(`training-${"x".repeat(MAX_STREAM_ID_LENGTH - 9)}`);
  });

  it.each([
    ["", "is not of the form <category>-<id>"],
    ["training", "is not of the form <category>-<id>"],
    ["training-", "is not of the form <category>-<id>"],
    ["-", "is not of the form <category>-<id>"],
    ["-1", "is not of the form <category>-<id>"],
    ["training-\u0000", "holds \\u0000, which Postgres cannot store"],
    ["training-\ud800", "holds a lone surrogate, which UTF-8 cannot encode"],
    [`training-${"x".repeat(MAX_STREAM_ID_LENGTH)}`, "is longer than 512 characters"],
    [undefined as unknown as string, "is undefined, not a string"],
    [["training-1"] as unknown as string, "is an array, not a string"],
    [Object.create(null) as string, "is an object, not a string"],
  ])("is refused if it is like %j", (streamId, message) => {
    expect(() => assertStreamId(streamId)).toThrow(InvalidDataError);
    expect(() => assertStreamId(streamId)).toThrow(message);
  });
});
