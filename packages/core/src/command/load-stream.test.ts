import { describe, expect, it } from "vitest";
import { UnknownEventError } from "../errors/unknown-event-error.js";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { close, count, counted, newEvent, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { createCommandHandler } from "./handle-command.js";

const readsOf = ({ reads }: ProbedStore) => reads.map(({ fromVersion }) => fromVersion);

describe("The state of a stream", () => {
  it("is read once: commands that come later make no read", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", count());
    await handle(counter, "a", count());
    await handle(counter, "a", close);
    expect(readsOf(store)).toEqual([1]);
  });

  it("is in memory after a rejection too", async () => {
    const store = new ProbedStore();
    await createCommandHandler({ store })(counter, "a", close);
    const handle = createCommandHandler({ store });
    store.reads.length = 0;
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: false });
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: false });
    expect(readsOf(store)).toEqual([1]);
  });

  it("is read for every command if no stream may be kept", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, cachedStreams: 0 });
    await handle(counter, "a", count());
    await handle(counter, "a", count());
    expect(readsOf(store)).toEqual([1, 1]);
  });

  it("is kept for the streams that were used last", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, cachedStreams: 1 });
    for (const id of ["a", "b", "b", "a"]) await handle(counter, id, count());
    expect(store.reads.map(({ streamId }) => streamId)).toEqual(["counter-a", "counter-b", "counter-a"]);
  });

  it("is completed by the tail that a conflict tells of", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    await handle(counter, "a", count(10));
    await store.rival("counter-a", counted(1), counted(2));
    const outcome = await handle(counter, "a", count(100));
    expect(outcome).toMatchObject({ accepted: true, version: 4 });
    expect(readsOf(store)).toEqual([1, 2]);
    expect(await stateOfCounter(store)).toMatchObject({ count: 113 });
  });

  it("is read from the beginning if the stream turns out shorter than it was", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    await handle(counter, "a", count(1));
    await handle(counter, "a", count(2));
    // The log was restored from a backup, in which another event is the first.
    const restored = new ProbedStore();
    await restored.rival("counter-a", counted(40));
    store.appendAll = (appends) => restored.appendAll(appends);
    store.readStream = (streamId, options) => restored.readStream(streamId, options);
    const { decider, states } = watchedCounter();
    expect(await handle(counter, "a", count(2))).toMatchObject({ accepted: true, version: 2 });
    expect(readsOf(restored)).toEqual([1]);
    await handle(decider, "a", count());
    expect(states).toMatchObject([{ count: 42 }]);
  });

  it("is kept though everybody who asked for it has left while it was read", async () => {
    const store = new ProbedStore();
    const abort = new AbortController();
    const readStream = store.readStream.bind(store);
    store.readStream = (streamId, options) => {
      abort.abort(new Error("The caller has gone."));
      return readStream(streamId, options);
    };
    const handle = createCommandHandler({ store });
    await expect(handle(counter, "a", count(), { signal: abort.signal })).rejects.toThrow("has gone");
    expect(await handle(counter, "a", count())).toMatchObject({ version: 1 });
    expect(readsOf(store)).toEqual([1]);
  });

  it("is read again after a lost connection", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", count());
    store.interrupt();
    await handle(counter, "a", count());
    expect(readsOf(store)).toEqual([1, 1]);
  });

  it("is not kept if the connection was lost while it was on its way", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    store.afterAppend(() => store.interrupt());
    await handle(counter, "a", count());
    await handle(counter, "a", count());
    expect(readsOf(store)).toEqual([1, 1]);
  });

  it("is no base for the tail of a conflict if the connection was lost in between", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait, observer: { conflicted: () => store.interrupt() } });
    await handle(counter, "a", count());
    await store.rival("counter-a", counted());
    await handle(counter, "a", count());
    expect(readsOf(store)).toEqual([1, 1]);
  });

  it("is that of the decider which asks: two of one category fold for themselves", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const doubling = watchedCounter({
      ...counter,
      evolve: (state, event) => counter.evolve(counter.evolve(state, event), event),
    });
    const plain = watchedCounter();
    await handle(plain.decider, "a", count(3));
    await handle(doubling.decider, "a", count(3));
    await handle(plain.decider, "a", count(3));
    expect(doubling.states.map(({ count: seen }) => seen)).toEqual([6]);
    expect(plain.states.map(({ count: seen }) => seen)).toEqual([0, 6]);
  });

  it("is no base for another decider's tail either, if a conflict was the last that the first one met", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: { ...noWait, maxAttempts: 1 } });
    const doubling = watchedCounter({
      ...counter,
      evolve: (state, event) => counter.evolve(counter.evolve(state, event), event),
    });
    await handle(counter, "a", count(3));
    await store.rival("counter-a", counted(1));
    const [beaten] = await Promise.allSettled([handle(counter, "a", count()), handle(doubling.decider, "a", count())]);
    expect(beaten).toMatchObject({ reason: { code: "conflict" } });
    expect(doubling.states).toMatchObject([{ count: 8 }]);
  });
});

describe("An event that this build does not know", () => {
  async function withUnknownEvent() {
    const store = new ProbedStore();
    const unknown = { ...newEvent(counted()), type: "Renamed" };
    const append = { streamId: "counter-a", expectedVersion: 0, events: [newEvent(counted(2)), unknown] };
    await store.append(append);
    return store;
  }

  it("refuses the command", async () => {
    const handle = createCommandHandler({ store: await withUnknownEvent() });
    await expect(handle(counter, "a", count())).rejects.toThrow(UnknownEventError);
  });

  it("is skipped if that is asked for, and counts for the stream's version", async () => {
    const { decider, states, contexts } = watchedCounter();
    const handle = createCommandHandler({ store: await withUnknownEvent(), unknownEvents: "skip" });
    expect(await handle(decider, "a", count())).toMatchObject({ accepted: true, version: 3 });
    expect(states).toEqual([{ count: 2, closed: false }]);
    expect(contexts).toMatchObject([{ version: 2 }]);
  });
});

describe("Stored data that their schema refuses", () => {
  async function withDamage() {
    const store = new ProbedStore();
    const damaged = { ...newEvent(counted()), data: { by: 0.5, key: "" } };
    await store.append({ streamId: "counter-a", expectedVersion: 0, events: [damaged] });
    return store;
  }

  it("are trusted", async () => {
    const { decider, states } = watchedCounter();
    await createCommandHandler({ store: await withDamage() })(decider, "a", count());
    expect(states).toMatchObject([{ count: 0.5 }]);
  });

  it("refuse the command if they are to be checked", async () => {
    const handle = createCommandHandler({ store: await withDamage(), checkStored: true });
    await expect(handle(counter, "a", count())).rejects.toMatchObject({ code: "invalid-data" });
  });
});

describe("A state", () => {
  const inPlace: CounterDecider["evolve"] = (state, event) => Object.assign(state, counter.evolve(state, event));
  const greedy: CounterDecider = {
    ...counter,
    decide(state, command, context) {
      Object.assign(state, { count: state.count + 1 });
      return counter.decide(state, command, context);
    },
  };

  it.each([
    ["evolve", { ...counter, evolve: inPlace }],
    ["decide", greedy],
  ])("that %s changes in place fails the command while an application is developed", async (_, decider) => {
    const store = new ProbedStore();
    await store.rival("counter-a", counted());
    const handle = createCommandHandler({ store });
    await expect(handle(decider, "a", count())).rejects.toThrow(TypeError);
    expect(await store.safePosition()).toBe(1);
  });

  it("of a decider written by hand is safe from the beginning", async () => {
    const byHand: CounterDecider = { ...greedy, initialState: { count: 0, closed: false } };
    const handle = createCommandHandler({ store: new ProbedStore() });
    await expect(handle(byHand, "a", count())).rejects.toThrow(TypeError);
    expect(byHand.initialState).toEqual({ count: 0, closed: false });
  });
});
