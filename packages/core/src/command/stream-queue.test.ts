import { describe, expect, it, vi } from "vitest";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { MemoryOutcomeStore } from "../memory/memory-outcome-store.js";
import type { EventStore, StoredEvent } from "../ports/event-store.js";
import { counter } from "../test-support/counter.js";
import { close, closed, count, counted, noWait } from "../test-support/counter-commands.js";
import { LockableStore } from "../test-support/lockable-store.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { turnOfTheLoop } from "../test-support/turn-of-the-loop.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

/** How many events each append of each call had. */
const sizesOf = ({ appends }: ProbedStore) => appends.map((call) => call.map(({ events }) => events.length));

describe("Commands of one stream", () => {
  it("that are issued together are decided one after another, and stored by one append", async () => {
    const store = new ProbedStore();
    const { decider, states } = watchedCounter();
    const handle = createCommandHandler({ store });
    const outcomes = await Promise.all([1, 2, 3].map((by) => handle(decider, "a", count(by))));
    expect(outcomes).toMatchObject([1, 2, 3].map((version) => ({ accepted: true, version })));
    expect(states.map(({ count: seen }) => seen)).toEqual([0, 1, 3]);
    expect(sizesOf(store)).toEqual([[3]]);
    expect(store.reads).toHaveLength(1);
  });

  it("that come while an append is under way wait for it, and go together then", async () => {
    const store = new ProbedStore();
    const { decider, commands } = watchedCounter();
    const handle = createCommandHandler({ store });
    const append = store.holdAppend();
    const first = handle(decider, "a", count(1));
    await append.reached;
    const others = [2, 3].map((by) => handle(decider, "a", count(by)));
    append.letGo();
    await Promise.all([first, ...others]);
    expect(commands).toEqual([count(1), count(2), count(3)]);
    expect(sizesOf(store)).toEqual([[1], [2]]);
  });

  it("keep the order in which they were issued, also behind a conflict", async () => {
    const store = new ProbedStore();
    const { decider, commands } = watchedCounter();
    const handle = createCommandHandler({ store, retry: noWait });
    const append = store.holdAppend();
    const early = [1, 2].map((by) => handle(decider, "a", count(by)));
    await append.reached;
    const late = handle(decider, "a", count(3));
    await store.rival("counter-a", counted(10));
    append.letGo();
    expect(await Promise.all([...early, late])).toMatchObject([{ version: 2 }, { version: 3 }, { version: 4 }]);
    expect(commands).toEqual([1, 2, 1, 2, 3].map((by) => count(by)));
  });

  it("count the conflicts that come one behind another, and begin anew when an append has passed", async () => {
    const store = new ProbedStore();
    const attempts: number[] = [];
    const observer = { conflicted: ({ attempt }: { attempt: number }) => attempts.push(attempt) };
    const handle = createCommandHandler({ store, retry: noWait, observer });
    store.race("counter-a", counted(1), counted(1));
    const append = store.holdAppend();
    const first = handle(counter, "a", count());
    await append.reached;
    const second = handle(counter, "a", count());
    store.race("counter-a", counted(1));
    append.letGo();
    await Promise.all([first, second]);
    expect(attempts).toEqual([1, 2, 1]);
  });

  it("that rested on an append which failed are decided again", async () => {
    const store = new ProbedStore();
    const { decider, states } = watchedCounter();
    const handle = createCommandHandler({ store, retry: noWait });
    store.race("counter-a", closed);
    const outcomes = await Promise.all([handle(decider, "a", count()), handle(decider, "a", count())]);
    expect(outcomes).toMatchObject([
      { accepted: false, version: 1 },
      { accepted: false, version: 1 },
    ]);
    expect(states).toEqual([
      { count: 0, closed: false },
      { count: 1, closed: false },
      { count: 0, closed: true },
      { count: 0, closed: true },
    ]);
  });

  it("go on behind a store that failed once, wherever it failed", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const readStream = store.readStream.bind(store);
    store.readStream = () => {
      store.readStream = readStream;
      throw new Error("The store cannot be read.");
    };
    await expect(handle(counter, "a", count())).rejects.toThrow("The store cannot be read.");
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    await expect(handle(counter, "a", count())).rejects.toThrow("The disk is full.");
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: true, version: 1 });
  });

  it("go on behind one that has just been answered", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    for (let version = 1; version <= 20; version++) {
      expect(await handle(counter, "a", count())).toMatchObject({ version });
    }
  });

  it("go 256 at a time", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const outcomes = await Promise.all(Array.from({ length: 300 }, () => handle(counter, "a", count())));
    expect(outcomes.at(-1)).toMatchObject({ version: 300 });
    expect(sizesOf(store)).toEqual([[256], [44]]);
  });

  it("of two deciders take turns, each on what the other has stored", async () => {
    const store = new ProbedStore();
    const [one, other] = [watchedCounter(), watchedCounter()];
    const handle = createCommandHandler({ store });
    const deciders = [one.decider, one.decider, other.decider, one.decider];
    const outcomes = await Promise.all(deciders.map((decider) => handle(decider, "a", count())));
    expect(outcomes.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(sizesOf(store)).toEqual([[2], [1], [1]]);
    expect(other.states).toMatchObject([{ count: 2 }]);
    expect(one.states.map(({ count: seen }) => seen)).toEqual([0, 1, 3]);
  });

  it("that are one command, issued twice, do not go together: the second gets what the first has stored", async () => {
    const store = new ProbedStore();
    const conflicted = vi.fn();
    const handle = createCommandHandler({ store, observer: { conflicted } });
    const commandId = uuidv7();
    const issued = ["first", "again"].map(() => handle(counter, "a", count(), { commandId }));
    const [first, again] = await Promise.all(issued);
    expect(again).toEqual(first);
    expect(sizesOf(store)).toEqual([[1], [1]]);
    expect(conflicted).not.toHaveBeenCalled();
  });

  it("do not wait for those of other streams", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const append = store.holdAppend();
    const held = handle(counter, "a", count());
    await append.reached;
    expect(await handle(counter, "b", count())).toMatchObject({ accepted: true });
    append.letGo();
    expect(await held).toMatchObject({ accepted: true });
  });

  it("share an append unless they have ids, which need appends of their own in the same call", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const ids = [undefined, undefined, uuidv7(), uuidv7(), undefined];
    const issued = ids.map((commandId) => handle(counter, "a", count(), commandId === undefined ? {} : { commandId }));
    await Promise.all(issued);
    expect(sizesOf(store)).toEqual([[2, 1, 1, 1]]);
    expect(store.appends[0]?.map(({ appendId, expectedVersion }) => [appendId, expectedVersion])).toEqual([
      [undefined, 0],
      [ids[2], 2],
      [ids[3], 3],
      [undefined, 4],
    ]);
  });
});

describe("The caller of a command", () => {
  it("can leave while the command waits for its turn: it is not decided, and the others do not notice", async () => {
    const store = new ProbedStore();
    const { decider, commands } = watchedCounter();
    const handle = createCommandHandler({ store });
    const abort = new AbortController();
    const append = store.holdAppend();
    const first = handle(decider, "a", count(1));
    await append.reached;
    const leaving = handle(decider, "a", count(2), { signal: abort.signal });
    const last = handle(decider, "a", count(3));
    abort.abort(new Error("The caller has gone."));
    await expect(leaving).rejects.toThrow("The caller has gone.");
    append.letGo();
    expect(await Promise.all([first, last])).toMatchObject([{ version: 1 }, { version: 2 }]);
    expect(commands).toEqual([count(1), count(3)]);
  });

  it("can leave while the stream is read for it: it is not decided", async () => {
    const store = new ProbedStore();
    const { decider, commands } = watchedCounter();
    const abort = new AbortController();
    const readStream = store.readStream.bind(store);
    store.readStream = async function* (streamId, options) {
      abort.abort(new Error("The caller has gone."));
      yield* readStream(streamId, options);
    };
    const handle = createCommandHandler({ store });
    const leaving = handle(decider, "a", count(1), { signal: abort.signal });
    const staying = handle(decider, "a", count(2));
    await expect(leaving).rejects.toThrow("The caller has gone.");
    expect(await staying).toMatchObject({ version: 1 });
    expect(commands).toEqual([count(2)]);
  });

  it("gets the answer of an append that was under way when it left", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const abort = new AbortController();
    const append = store.holdAppend();
    const handled = handle(counter, "a", count(), { signal: abort.signal });
    await append.reached;
    abort.abort();
    append.letGo();
    expect(await handled).toMatchObject({ accepted: true, version: 1 });
  });

  it("can leave between two attempts: the command is not decided again", async () => {
    const store = new ProbedStore();
    const { decider, commands } = watchedCounter();
    const abort = new AbortController();
    const leave = () => abort.abort(new Error("The caller has gone."));
    // Behind what is done about the conflict at once, before the wait is over.
    const observer = { conflicted: () => queueMicrotask(leave) };
    const handle = createCommandHandler({ store, retry: noWait, observer });
    store.race("counter-a", counted(1));
    await expect(handle(decider, "a", count(), { signal: abort.signal })).rejects.toThrow("The caller has gone.");
    expect(await handle(decider, "a", close)).toMatchObject({ version: 2 });
    expect(commands).toEqual([count(), close]);
  });

  it("is let go after a conflict if it left meanwhile; those decided with it are decided again", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    const abort = new AbortController();
    const append = store.holdAppend();
    const leaving = handle(counter, "a", count(2), { signal: abort.signal });
    const staying = handle(counter, "a", count(3));
    await append.reached;
    abort.abort(new Error("The caller has gone."));
    await store.rival("counter-a", counted(10));
    append.letGo();
    await expect(leaving).rejects.toThrow("The caller has gone.");
    expect(await staying).toMatchObject({ accepted: true, version: 2 });
    expect(await stateOfCounter(store)).toMatchObject({ count: 13 });
  });
});

describe("A store that has lost events without a word", () => {
  it("gets no refusal from the state before, not even beside a repeated command", async () => {
    const before = new MemoryEventStore();
    const after = new MemoryEventStore();
    let current: EventStore = before;
    const store: EventStore = {
      append: (...given) => current.append(...given),
      appendAll: (...given) => current.appendAll(...given),
      readStream: (...given) => current.readStream(...given),
      safePosition: () => current.safePosition(),
      readBatch: (query) => current.readBatch(query),
    };
    const handle = createCommandHandler({ store, retry: noWait });
    const commandId = uuidv7();
    const first = await handle(counter, "a", count(), { commandId });
    await handle(counter, "a", close);
    // What is left is the first command; the stream was closed only on the server that is gone.
    const [event] = await before.readBatch({ after: 0, upTo: 1, limit: 1 });
    await after.append({
      streamId: "counter-a",
      expectedVersion: 0,
      appendId: commandId,
      events: [event as StoredEvent],
    });
    current = after;

    const [repeated, next] = await Promise.all([
      handle(counter, "a", count(), { commandId }),
      handle(counter, "a", count()),
    ]);
    expect(repeated).toEqual(first);
    expect(next).toMatchObject({ accepted: true, version: 2 });
  });
});

describe("A stream that others are always faster on", () => {
  it("is held after so many conflicts in a row, and then nobody is faster", async () => {
    const store = new LockableStore();
    const conflicted = vi.fn();
    const retry = { ...noWait, holdAfter: 3 };
    const handle = createCommandHandler({ store, retry, observer: { conflicted } });
    store.race("counter-a", ...Array.from({ length: 10 }, () => counted()));
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: true, version: 4 });
    expect(conflicted).toHaveBeenCalledTimes(3);
    expect(store.holds).toEqual(["counter-a"]);
  });

  it("is not held by who meets a conflict now and then", async () => {
    const store = new LockableStore();
    const handle = createCommandHandler({ store, retry: { ...noWait, holdAfter: 3 } });
    for (let round = 0; round < 5; round++) {
      store.race("counter-a", counted(), counted());
      await handle(counter, "a", count());
    }
    expect(store.holds).toEqual([]);
  });

  it("is let go when nothing is to be stored, and when decide throws", async () => {
    const store = new LockableStore();
    const handle = createCommandHandler({ store, retry: { ...noWait, holdAfter: 1 } });
    store.race("counter-a", closed);
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: false, version: 1 });
    await turnOfTheLoop();
    expect(store.releases).toEqual(["counter-a"]);

    const thrown = new Error("It does not work.");
    let calls = 0;
    const decide = () => {
      if (++calls === 1) return [counted()];
      throw thrown;
    };
    store.race("counter-b", counted());
    await expect(handle({ ...counter, decide }, "b", count())).rejects.toBe(thrown);
    await turnOfTheLoop();
    expect(store.releases).toEqual(["counter-a", "counter-b"]);
  });

  it("is appended to in the ordinary way if it cannot be held, or the store holds none", async () => {
    const busy = new LockableStore();
    busy.isFree = false;
    for (const store of [busy, new ProbedStore()]) {
      const handle = createCommandHandler({ store, retry: { ...noWait, holdAfter: 1 } });
      store.race("counter-a", counted(), counted(), counted());
      expect(await handle(counter, "a", count())).toMatchObject({ accepted: true, version: 4 });
    }
    expect(busy.holds).toEqual(["counter-a", "counter-a", "counter-a"]);
  });

  it("is read before it is held, if nothing is known of it: the others wait for its last events alone", async () => {
    const store = new LockableStore();
    const observer = { conflicted: () => store.interrupt() };
    const handle = createCommandHandler({ store, observer, retry: { ...noWait, holdAfter: 1 } });
    store.race("counter-a", counted(), counted());
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: true, version: 2 });
    expect(store.holds).toEqual(["counter-a"]);
    expect(store.reads.map(({ fromVersion }) => fromVersion)).toEqual([1, 1, 2]);
  });

  it("is never held for a command whose outcome is remembered, in a transaction that would wait for it", async () => {
    const store = new LockableStore();
    const rememberOutcomes = new MemoryOutcomeStore(store);
    const handle = createCommandHandler({ store, rememberOutcomes, retry: { ...noWait, holdAfter: 1 } });
    store.race("counter-a", counted(), counted());
    expect(await handle(counter, "a", count(), { commandId: uuidv7() })).toMatchObject({ version: 3 });
    expect(store.holds).toEqual([]);
  });
});

describe("A turn in the queue of a stream", () => {
  it("lets a joint decision pass beside commands that never stop, without a conflict", async () => {
    const conflicted = vi.fn();
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store, observer: { conflicted } });
    await handle(counter, "a", count(100));
    let isOver = false;
    const callers = [1, 2].map(async () => {
      for (let times = 0; times < 10_000 && !isOver; times++) await handle(counter, "a", count());
    });
    for (let times = 0; times < 20; times++) {
      expect(await handle.together(moving, fromAToB, move(1))).toMatchObject({ accepted: true });
    }
    isOver = true;
    await Promise.all(callers);
    expect(conflicted).not.toHaveBeenCalled();
  });

  it("is taken in one order by all, so that joint decisions that cross each other do not wait for ever", async () => {
    const store = new MemoryEventStore();
    const handle = createCommandHandler({ store });
    await Promise.all(["a", "b"].map((id) => handle(counter, id, count(50))));
    const there = { from: "a", to: "b" };
    const back = { from: "b", to: "a" };
    const moves = Array.from({ length: 40 }, (_, n) => handle.together(moving, n % 2 === 0 ? there : back, move(1)));
    for (const outcome of await Promise.all(moves)) expect(outcome.accepted).toBe(true);
  });
});
