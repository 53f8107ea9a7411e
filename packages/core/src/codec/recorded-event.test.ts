import { describe, expect, it } from "vitest";
import { counterCodec } from "../test-support/counter.js";
import { recordedEvent } from "./recorded-event.js";

const stored = {
  type: "Counted",
  schemaVersion: 1,
  data: { by: 1, key: "" },
  streamId: "counter-a-1",
  version: 3,
  position: 42,
  eventId: "0198c7a2-0000-7000-8000-000000000001",
  recordedAt: "2030-01-01T00:00:00.000Z",
  metadata: { actor: "ada" },
};

describe("A recorded event", () => {
  it("is the stored one, decoded, with the id of its aggregate instance", () => {
    const { schemaVersion: _, ...rest } = stored;
    expect(recordedEvent(stored, counterCodec)).toEqual({ ...rest, id: "a-1" });
  });

  it("is checked if that is asked for", () => {
    const wrong = { ...stored, data: { by: "1", key: "" } };
    expect(recordedEvent(wrong, counterCodec).data).toEqual(wrong.data);
    expect(() => recordedEvent(wrong, counterCodec, { check: true })).toThrow(
      "The data of stored event Counted (schema version 1) is not valid:\n  by: ",
    );
  });

  it("cannot be of a type that the codec does not know", () => {
    expect(() => recordedEvent({ ...stored, type: "Recounted" }, counterCodec)).toThrow(
      'No schema for event "Recounted" (schema version 1) of category "counter"',
    );
  });
});
