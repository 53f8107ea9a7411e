import { afterEach, describe, expect, it, vi } from "vitest";
import { uuidv7 } from "../values/uuidv7.js";
import { MemoryEventStore } from "./memory-event-store.js";
import { MemoryNotifier } from "./memory-notifier.js";

// The contract of every notifier is tested in @factum/testing; this is what the one in memory has beyond it.
describe("MemoryNotifier", () => {
  afterEach(() => void vi.restoreAllMocks());

  const broken = new Error("broken subscriber");
  const throws = () => {
    throw broken;
  };
  const rejects = (() => Promise.resolve().then(throws)) as () => void;

  it.each([
    ["at once", throws],
    ["later", rejects],
  ])("tells onError what a subscriber throws %s, and the append knows nothing of it", async (_, wake) => {
    const onError = vi.fn();
    const notifier = new MemoryNotifier({ onError });
    const store = new MemoryEventStore({ notifier });
    const other = vi.fn();
    notifier.subscribe(() => wake());
    notifier.subscribe(other);
    const event = { eventId: uuidv7(), type: "Happened", schemaVersion: 1, data: {}, metadata: {} };
    const outcome = await store.append({ streamId: "a-1", expectedVersion: 0, events: [event] });
    expect(outcome.status).toBe("stored");
    await vi.waitFor(() => expect(onError.mock.calls).toEqual([[broken]]));
    expect(other).toHaveBeenCalledOnce();
  });

  it("writes it to the console if nobody wants to be told", async () => {
    const written = vi.spyOn(console, "error").mockImplementation(() => {});
    const notifier = new MemoryNotifier();
    notifier.subscribe(throws);
    notifier.notify();
    await vi.waitFor(() => expect(written.mock.calls).toEqual([["A subscriber of a notifier threw:", broken]]));
  });
});
