import { describe, expect, it } from "vitest";
import { CommitUnknownError } from "../errors/commit-unknown-error.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { InlineKeyError } from "../inline/inline-key-error.js";
import { InlineReadModelError } from "../inline/inline-read-model-error.js";
import { HandlerError } from "../listener/handler-error.js";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { close, closed, count, counted, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { turnOfTheLoop } from "../test-support/turn-of-the-loop.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

const sizesOf = ({ appends }: ProbedStore) => appends.map((call) => call.map(({ events }) => events.length));
const unknown = () => {
  throw new CommitUnknownError({
    streamIds: ["counter-a"],
    eventIds: [],
    cause: new Error("The connection was lost."),
  });
};

/** The counter, which does not count by 13. */
const superstitious: CounterDecider = {
  ...counter,
  decide(state, command, context) {
    if (command.type === "Count" && command.data.by === 13) throw new Error("Not 13.");
    return counter.decide(state, command, context);
  },
};

describe("An answer without events", () => {
  it("rests on what was read just now if the state was read for it: nothing more is asked", async () => {
    const store = new ProbedStore();
    await store.rival("counter-a", closed);
    await createCommandHandler({ store })(counter, "a", count());
    await createCommandHandler({ store })(counter, "a", close);
    expect(sizesOf(store)).toEqual([]);
  });

  it.each([
    ["a rejection", count(), { accepted: false, rejection: { name: "IsClosed" }, version: 1 }],
    ["nothing to do", close, { accepted: true, events: [], version: 1 }],
  ])("from memory, %s, is confirmed by the store first", async (_, command, outcome) => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", close);
    expect(await handle(counter, "a", command)).toMatchObject(outcome);
    expect(sizesOf(store)).toEqual([[1], [0]]);
    expect(store.appends[1]).toEqual([{ streamId: "counter-a", expectedVersion: 1, events: [] }]);
  });

  it("from memory is not given if another process has made it wrong", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    const reopening: CounterDecider = {
      ...counter,
      evolve: (state, event) => ({ ...counter.evolve(state, event), closed: event.type === "Closed" }),
    };
    await handle(reopening, "a", close);
    await store.rival("counter-a", counted(1));
    expect(await handle(reopening, "a", count())).toMatchObject({ accepted: true, version: 3 });
  });

  it("that is an error of the decider is confirmed too, and is none on the fresh state", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    const strict: CounterDecider = {
      ...counter,
      decide(state, command, context) {
        if (state.count < 5) throw new Error("It is not 5 yet.");
        return counter.decide(state, command, context);
      },
    };
    await expect(handle(strict, "a", count())).rejects.toThrow("It is not 5 yet.");
    await expect(handle(strict, "a", count())).rejects.toThrow("It is not 5 yet.");
    expect(sizesOf(store)).toEqual([[0]]);
    await store.rival("counter-a", counted(5));
    expect(await handle(strict, "a", count())).toMatchObject({ accepted: true, version: 2 });
  });

  it("is not given if the store cannot confirm it", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", close);
    store.beforeAppend(() => Promise.reject(new Error("The store is gone.")));
    await expect(handle(counter, "a", count())).rejects.toThrow("The store is gone.");
  });
});

describe("Commands that were decided together", () => {
  const issue = (store: ProbedStore, decider = superstitious) => {
    const handle = createCommandHandler({ store, retry: noWait });
    const settled: string[] = [];
    const commands = { counts: count(), closes: close, rejected: count(), throws: count(13) };
    const answers = Object.entries(commands).map(async ([name, command]) => {
      try {
        return await handle(decider, "a", command);
      } finally {
        settled.push(name);
      }
    });
    return { handle, answers, settled };
  };

  it("are answered when the append is committed that all of it rests on: a rejection and an error too", async () => {
    const store = new ProbedStore();
    const append = store.holdAppend();
    const { answers, settled } = issue(store);
    const all = Promise.allSettled(answers);
    await append.reached;
    await turnOfTheLoop();
    expect(settled).toEqual([]);
    append.letGo();
    expect(await all).toMatchObject([
      { value: { accepted: true, version: 1 } },
      { value: { accepted: true, version: 2 } },
      { value: { accepted: false, rejection: { name: "IsClosed" }, version: 2 } },
      { reason: { message: "Not 13." } },
    ]);
    expect(sizesOf(store)).toEqual([[2]]);
  });

  it("are all decided again if another writer was faster", async () => {
    const store = new ProbedStore();
    store.race("counter-a", closed);
    const { decider, states } = watchedCounter(superstitious);
    const { answers } = issue(store, decider);
    expect(await Promise.allSettled(answers)).toMatchObject([
      { value: { accepted: false, version: 1 } },
      { value: { accepted: true, events: [], version: 1 } },
      { value: { accepted: false, version: 1 } },
      { reason: { message: "Not 13." } },
    ]);
    expect(states.map((state) => state.closed)).toEqual([false, false, true, true, true, true, true, true]);
  });

  it("all get to know that nobody knows what became of the append; its state is not kept", async () => {
    const store = new ProbedStore();
    const { handle, answers: earlier } = issue(store);
    await Promise.allSettled(earlier);
    await store.rival("counter-a", counted());
    store.afterAppend(unknown);
    const answers = ["first", "second"].map(() => handle(superstitious, "a", count()));
    const reasons = (await Promise.allSettled(answers)).map((answer) => "reason" in answer && answer.reason);
    expect(reasons).toEqual(Array.from({ length: 2 }, () => expect.any(CommitUnknownError)));
    store.reads.length = 0;
    expect(await handle(superstitious, "a", count())).toMatchObject({ accepted: false, version: 3 });
    expect(store.reads).toEqual([{ streamId: "counter-a", fromVersion: 1 }]);
  });

  it("all get the error of a store that failed, and those behind them go on", async () => {
    const store = new ProbedStore();
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    const { handle, answers } = issue(store);
    const reasons = (await Promise.allSettled(answers)).map((answer) => "reason" in answer && answer.reason.message);
    expect(reasons).toEqual(Array.from({ length: 4 }, () => "The disk is full."));
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: true, version: 1 });
  });

  const event = { position: 1, streamId: "counter-a", type: "Counted" };
  describe("are decided again one by one if the store refuses what one of them wants to store: that one fails alone", () => {
    it.each([
      ["what cannot be stored exactly", "invalid-data", new InvalidDataError("13", [{ path: "by", message: "is 13" }])],
      [
        "what an inline read model cannot handle",
        "inline-read-model",
        new InlineReadModelError(new HandlerError({ listener: "Counters", event, key: null, cause: "It is 13." })),
      ],
      ["what has a key that an inline read model cannot know before", "inline-key", new InlineKeyError("Counters")],
    ])("%s", async (_, code, error) => {
      const store = new ProbedStore();
      const handle = createCommandHandler({ store });
      const refusing = store.appendAll.bind(store);
      store.appendAll = async (appends) => {
        if (appends.some(({ events }) => events.some(({ data }) => data.by === 13))) throw error;
        return refusing(appends);
      };
      const counts = [1, 13, 2].map((by) => handle(counter, "a", count(by)));
      expect(await Promise.allSettled(counts)).toMatchObject([
        { value: { accepted: true, version: 1 } },
        { reason: { code } },
        { value: { accepted: true, version: 2 } },
      ]);
      expect(await stateOfCounter(store)).toMatchObject({ count: 3 });
    });
  });

  it("know the positions of their own events if each has an id", async () => {
    const handle = createCommandHandler({ store: new ProbedStore() });
    const counts = [1, 2, 3].map((by) => handle(counter, "a", count(by), { commandId: uuidv7() }));
    expect((await Promise.all(counts)).map((outcome) => outcome.accepted && outcome.position)).toEqual([1, 2, 3]);
  });

  it("know the positions of their events; those that share an append that of its last one", async () => {
    const store = new ProbedStore();
    await store.rival("counter-b", counted());
    const { answers } = issue(store);
    const [counts, closes] = await Promise.allSettled(answers);
    expect([counts, closes]).toMatchObject([{ value: { position: 3 } }, { value: { position: 3 } }]);
  });

  it("are not decided again if their append was stored at the first try, and sent again over a new connection", async () => {
    const store = new ProbedStore();
    const appendAll = store.appendAll.bind(store);
    store.appendAll = async (appends) => {
      const outcomes = await appendAll(appends);
      // An id that was given is found again; whatever has none can only be the very append.
      return outcomes.map((outcome, index) =>
        appends[index]?.appendId === undefined ? outcome : { ...outcome, status: "duplicate" },
      );
    };
    const { decider, commands } = watchedCounter();
    const handle = createCommandHandler({ store, retry: noWait });
    const outcomes = await Promise.all([
      handle(decider, "a", count(1), { commandId: uuidv7() }),
      handle(decider, "a", count(2)),
      handle(decider, "a", count(3)),
    ]);
    expect(outcomes).toMatchObject([
      { events: [{ data: { by: 1 } }], version: 1, position: 1 },
      { events: [{ data: { by: 2 } }], version: 2, position: 3 },
      { events: [{ data: { by: 3 } }], version: 3, position: 3 },
    ]);
    expect(commands).toHaveLength(3);
    expect(await stateOfCounter(store)).toMatchObject({ count: 6 });
  });
});
