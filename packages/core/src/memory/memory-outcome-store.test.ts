import { describe, expect, it } from "vitest";
import type { SettledCommand } from "../ports/outcome-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { MemoryEventStore } from "./memory-event-store.js";
import { MemoryOutcomeStore } from "./memory-outcome-store.js";

// The contract of every outcome store is tested in @factum/testing; this is what the one in memory has beyond it.
describe("MemoryOutcomeStore", () => {
  const rejected = (streamId: string): SettledCommand => ({
    append: { streamId, expectedVersion: 0, events: [], appendId: uuidv7() },
    outcome: { rejection: "Full" },
  });

  it("takes the time from its clock, and forgets what is older than an instant of any offset", async () => {
    let now = "2031-05-17T08:00:00.000Z";
    const store = new MemoryOutcomeStore(new MemoryEventStore(), { clock: { now: () => now } });
    const [old, later] = [rejected("a-1"), rejected("a-1")];
    await store.settle(old);
    now = "2031-05-17T08:00:00.001Z";
    await store.settle(later);

    expect(await store.forget("2031-05-17T10:00:00+02:00")).toBe(0);
    expect(await store.forget("2031-05-17T10:00:00.001+02:00")).toBe(1);
    expect(await store.find("a-1", old.append.appendId)).toBeUndefined();
    expect(await store.find("a-1", later.append.appendId)).toEqual({ rejection: "Full" });
  });

  it("goes on with a stream whose append has failed", async () => {
    const events = new MemoryEventStore();
    let fails = true;
    const failing = Object.create(events, {
      append: {
        value: (...args: Parameters<typeof events.append>) =>
          fails ? Promise.reject(new Error("no store")) : events.append(...args),
      },
    }) as MemoryEventStore;
    const store = new MemoryOutcomeStore(failing);
    const command = rejected("a-1");
    await expect(store.settle(command)).rejects.toThrow("no store");
    fails = false;
    expect(await store.settle(command)).toMatchObject({ status: "stored" });
  });

  it("settles what it was given, whatever becomes of that while it waits for its turn", async () => {
    const store = new MemoryOutcomeStore(new MemoryEventStore());
    const command = rejected("a-1");
    const outcome = { seats: [1] };
    const settling = store.settle({ ...command, outcome });
    outcome.seats.push(2);
    await settling;
    expect(await store.find("a-1", command.append.appendId)).toEqual({ seats: [1] });
  });
});
