import { describe, expect, it } from "vitest";
import { createEventCodec } from "../codec/event-codec.js";
import { Renamed, Retired, WithNextVersion } from "./evolving-events-page.js";

describe("The code of docs/evolving-events.md", () => {
  it("reads what was stored with the first schema version", () => {
    const stored = { type: "RegistrationCanceled", schemaVersion: 1, data: { reason: "moved" } };
    expect(createEventCodec(WithNextVersion).decode(stored).data).toEqual({ reason: "moved", by: "unknown" });
  });

  it("reads what was stored under the old name", () => {
    const stored = { type: "RegistrationRevoked", schemaVersion: 1, data: { reason: "moved" } };
    expect(createEventCodec(Renamed).decode(stored)).toEqual({ type: "RegistrationCanceled", data: stored.data });
  });

  it("reads what is retired, and refuses what left the model", () => {
    const codec = createEventCodec(Retired);
    const data = { videoId: "0198c0de-0000-7000-8000-000000000001" };
    expect(codec.decode({ type: "VideoSkipped", schemaVersion: 1, data }).data).toEqual(data);
    expect(codec.reads({ type: "VideoBookmarked", schemaVersion: 1 })).toBe(false);
  });
});
