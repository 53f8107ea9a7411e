import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { createEventCodec } from "../codec/event-codec.js";
import { ConflictError } from "../errors/conflict-error.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { event } from "../model/index.js";
import { type CounterDecider, type CounterEvent, CounterModel, counter } from "../test-support/counter.js";
import { close, closed, count, counted, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { createCommandHandler } from "./handle-command.js";

/** A store in which another writer is faster, as many times as there are events for it. */
function racing(...rivals: CounterEvent[]): ProbedStore {
  const store = new ProbedStore();
  store.race("counter-a", ...rivals);
  return store;
}

describe("A command", () => {
  it("that is accepted stores its events, and says where the stream then stands", async () => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    const first = await handle(counter, "a", count(2));
    expect(first).toEqual({
      accepted: true,
      events: [{ type: "Counted", data: { by: 2, key: expect.any(String) } }],
      version: 1,
      position: 1,
    });
    await handle(counter, "b", count());
    expect(await handle(counter, "a", count(3))).toMatchObject({ version: 2, position: 3 });
    expect(await stateOfCounter(store)).toEqual({ count: 5, closed: false });
  });

  it("that there is nothing to do for stores nothing, and says where the stream stands", async () => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", close);
    expect(await handle(counter, "a", close)).toEqual({ accepted: true, events: [], version: 1, position: 1 });
    expect(await store.safePosition()).toBe(1);
  });

  it("that is rejected stores nothing", async () => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", count(2));
    await handle(counter, "a", close);
    expect(await handle(counter, "a", count())).toEqual({
      accepted: false,
      rejection: { kind: "rejection", name: "IsClosed", message: "This counter is closed.", data: { count: 2 } },
      version: 2,
    });
    expect(await store.safePosition()).toBe(2);
  });

  it("is decided with the time, the actor, the id and the version; metadata reaches every event", async () => {
    const store = new MemoryEventStore();
    const { decider, contexts } = watchedCounter();
    const now = "2030-01-01T00:00:00.000Z";
    const handle = createCommandHandler({ store, clock: { now: () => now } });
    await handle(decider, "a", count());
    await handle(decider, "a", count(), { actor: "ada", metadata: { correlationId: "c", actor: "overruled" } });
    expect(contexts).toMatchObject([
      { id: "a", version: 0, now, actor: undefined },
      { id: "a", version: 1, now, actor: "ada" },
    ]);
    const stored = await store.readBatch({ after: 0, upTo: 2, limit: 2 });
    expect(stored.map(({ metadata }) => metadata)).toEqual([{}, { correlationId: "c", actor: "ada" }]);
  });

  it("takes its ids from the source of ids", async () => {
    let n = 0;
    const ids = { newId: () => `00000000-0000-7000-8000-${String(++n).padStart(12, "0")}` };
    const store = new MemoryEventStore();
    const outcome = await createCommandHandler({ store, ids })(counter, "a", count());
    expect(outcome).toMatchObject({ events: [{ data: { key: "00000000-0000-7000-8000-000000000001" } }] });
    const [stored] = await store.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(stored?.eventId).toBe("00000000-0000-7000-8000-000000000002");
  });

  it.each([
    ["the id", () => ({ id: "", command: count() })],
    ["the data", () => ({ id: "a", command: { type: "Count", data: { by: 1, extra: 1 } } as never })],
    ["the command", () => ({ id: "a", command: null as never })],
    ["the stream id", () => ({ id: "x".repeat(600), command: count() })],
    ["the type", () => ({ id: "a", command: { type: "Open", data: {} } as never })],
  ])("is refused before it is decided if %s is not valid", async (_, make) => {
    const { decider, contexts } = watchedCounter();
    const { id, command } = make();
    await expect(createCommandHandler({ store: new MemoryEventStore() })(decider, id, command)).rejects.toThrow(
      InvalidDataError,
    );
    expect(contexts).toEqual([]);
  });

  it("goes to one stream for every spelling of its id, and is decided in that id's name", async () => {
    const store = new MemoryEventStore();
    const { decider, contexts } = watchedCounter();
    const forgiving: CounterDecider = { ...decider, parseId: (value) => String(value).toLowerCase() };
    await createCommandHandler({ store })(forgiving, "A", count());
    expect(contexts).toMatchObject([{ id: "a" }]);
    expect(await stateOfCounter(store, "a")).toEqual({ count: 1, closed: false });
  });

  it("answers with the events as they are stored, whatever their schema made of them", async () => {
    const store = new MemoryEventStore();
    const trimming = createEventCodec<CounterEvent>({
      ...CounterModel,
      eventDefinitions: { Counted: event({ by: z.int().default(7), key: z.string().trim() }) },
    });
    const decide = () => [{ type: "Counted", data: { key: " k " } } as never];
    const outcome = await createCommandHandler({ store })({ ...counter, codec: trimming, decide }, "a", count());
    expect(outcome).toMatchObject({ events: [{ type: "Counted", data: { by: 7, key: "k" } }] });
    const [stored] = await store.readBatch({ after: 0, upTo: 1, limit: 1 });
    expect(stored?.data).toEqual({ by: 7, key: "k" });
  });

  it.each([
    ["undefined", undefined],
    ["a promise (decide is synchronous)", Promise.resolve([])],
    ["an object that is no event", { kind: "event" }],
    ["an integer", 42],
  ])("is refused if a decider written by hand returns %s", async (described, returned) => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    const handled = handle({ ...counter, decide: () => returned as never }, "a", count());
    await expect(handled).rejects.toMatchObject({
      code: "invalid-decision",
      message: `Counter's decide returned ${described}; return an event, an array of events, or a rejection.`,
    });
    expect(await store.safePosition()).toBe(0);
  });

  it("whose decider returns an event alone, not in an array, stores it", async () => {
    const alone: CounterDecider = { ...counter, decide: () => counted(1) as never };
    const outcome = await createCommandHandler({ store: new MemoryEventStore() })(alone, "a", count());
    expect(outcome).toMatchObject({ accepted: true, events: [counted(1)], version: 1 });
  });

  it("cannot change what other streams start from, though evolve changes its state in place", async () => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    const mutating: CounterDecider = { ...counter, evolve: (state) => Object.assign(state, { count: 99 }) };
    await expect(handle(mutating, "a", count())).rejects.toThrow(TypeError);
    expect(await store.safePosition()).toBe(0);
    expect(counter.initialState).toEqual({ count: 0, closed: false });
  });

  it.each([
    ["retry.maxAttempts", { maxAttempts: 0 }],
    ["retry.maxAttempts", { maxAttempts: Number.NaN }],
    ["retry.baseDelayMs", { baseDelayMs: -1 }],
    ["retry.maxDelayMs", { maxDelayMs: Number.NaN }],
  ])("is not handled with a %s that makes no sense", (option, retry) => {
    const create = () => createCommandHandler({ store: new MemoryEventStore(), retry });
    expect(create).toThrow(expect.objectContaining({ code: "invalid-option", option }));
  });

  it("whose decision builds an event that is not valid stores nothing", async () => {
    const store = new MemoryEventStore();
    const broken: CounterDecider = { ...counter, decide: () => [counted(1), counted(0.5)] };
    await expect(createCommandHandler({ store })(broken, "a", count())).rejects.toThrow("event Counted");
    expect(await store.safePosition()).toBe(0);
  });
});

describe("A command that another writer beats", () => {
  it("is decided again on the fresh state, and its first events are never stored", async () => {
    const store = racing(closed);
    const { decider, states } = watchedCounter();
    const outcome = await createCommandHandler({ store, retry: noWait })(decider, "a", count());
    expect(states).toEqual([
      { count: 0, closed: false },
      { count: 0, closed: true },
    ]);
    expect(outcome).toMatchObject({ accepted: false, rejection: { name: "IsClosed" }, version: 1 });
    expect(await store.safePosition()).toBe(1);
  });

  it("reads only what is new", async () => {
    const store = racing();
    const handle = createCommandHandler({ store, retry: noWait });
    await handle(counter, "a", count(10));
    store.race("counter-a", counted(1), counted(1));
    const readStream = vi.spyOn(store, "readStream");
    await handle(counter, "a", count());
    expect(readStream.mock.calls.map(([, options]) => options?.fromVersion)).toEqual([2, 3]);
    expect(await stateOfCounter(store)).toEqual({ count: 13, closed: false });
  });

  it("draws the same ids again, and reads the time anew", async () => {
    const store = racing(counted(1), counted(1));
    const { decider, contexts } = watchedCounter();
    const drawn: string[][] = [];
    const drawing: CounterDecider = {
      ...decider,
      decide(state, command, context) {
        const ids = [context.newId(), context.newId()];
        // The later the attempt, the more it draws: what was drawn before is still the same.
        for (let extra = 0; extra < context.version; extra++) ids.push(context.newId());
        drawn.push(ids);
        return decider.decide(state, command, context);
      },
    };
    let time = 0;
    const clock = { now: () => `time ${++time}` };
    await createCommandHandler({ store, clock, retry: noWait })(drawing, "a", count());
    expect(contexts.map(({ now }) => now)).toEqual(["time 1", "time 2", "time 3"]);
    const last = drawn.at(-1) ?? [];
    expect(new Set(last).size).toBe(last.length);
    for (const ids of drawn) expect(last.slice(0, ids.length)).toEqual(ids);
  });

  it("reports each conflict that leads to another attempt", async () => {
    const conflicted = vi.fn();
    const store = racing(counted(1), counted(1));
    await createCommandHandler({ store, retry: noWait, observer: { conflicted } })(counter, "a", count());
    expect(conflicted.mock.calls.flat()).toEqual([
      { streamId: "counter-a", attempt: 1, expected: 0, actual: 1 },
      { streamId: "counter-a", attempt: 2, expected: 1, actual: 2 },
    ]);
  });

  it("gives up after so many attempts, and says what it met", async () => {
    const conflicted = vi.fn();
    const store = racing(counted(1), counted(1), counted(1), counted(1));
    const handle = createCommandHandler({ store, retry: { ...noWait, maxAttempts: 3 }, observer: { conflicted } });
    const error = await handle(counter, "a", count()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ streamId: "counter-a", expected: 2, actual: 3, attempts: 3 });
    expect(conflicted).toHaveBeenCalledTimes(2);
    expect(await stateOfCounter(store)).toEqual({ count: 3, closed: false });
  });

  it("is not tried again once it is aborted", async () => {
    const abort = new AbortController();
    const store = racing(counted(1), counted(1));
    const { decider, contexts } = watchedCounter();
    const conflicted = () => abort.abort(new Error("the caller has gone"));
    const handle = createCommandHandler({ store, retry: noWait, observer: { conflicted } });
    await expect(handle(decider, "a", count(), { signal: abort.signal })).rejects.toThrow("the caller has gone");
    expect(contexts).toHaveLength(1);
  });

  it("is not even begun if it was aborted before", async () => {
    const { decider, contexts } = watchedCounter();
    const handle = createCommandHandler({ store: new MemoryEventStore() });
    await expect(handle(decider, "a", count(), { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    expect(contexts).toEqual([]);
  });
});

describe("A command with an expected version", () => {
  it.each([
    [2, true],
    ["stream-exists", true],
    ["any", true],
    [1, false],
    ["no-stream", false],
  ] as const)("of %j is decided on a stream at version 2: %s", async (expectedVersion, decided) => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", count());
    await handle(counter, "a", count());
    const handled = handle(counter, "a", count(), { expectedVersion });
    if (decided) await expect(handled).resolves.toMatchObject({ accepted: true, version: 3 });
    else await expect(handled).rejects.toMatchObject({ expected: expectedVersion, actual: 2, attempts: 1 });
  });

  it("is not decided on another version, though a conflict is met only at the append", async () => {
    const store = racing(counted(1));
    const { decider, contexts } = watchedCounter();
    const handled = createCommandHandler({ store, retry: noWait })(decider, "a", count(), { expectedVersion: 0 });
    await expect(handled).rejects.toMatchObject({ code: "conflict", expected: 0, actual: 1, attempts: 2 });
    expect(contexts).toHaveLength(1);
  });
});

describe("64 commands for one stream at the same time", () => {
  it.each([
    ["one handler", true],
    ["64 handlers", false],
  ])("are all decided by %s, and none is lost", async (_, sharesOne) => {
    const store = new MemoryEventStore();
    const one = createCommandHandler({ store });
    const handles = Array.from({ length: 64 }, () => (sharesOne ? one : createCommandHandler({ store })));
    const outcomes = await Promise.all(handles.map((handle, n) => handle(counter, "a", count(n))));
    const versions = outcomes.map(({ version }) => version).sort((a, b) => a - b);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(await stateOfCounter(store)).toEqual({ count: (63 * 64) / 2, closed: false });
  });
});
