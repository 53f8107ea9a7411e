import { describe, expect, it, vi } from "vitest";
import { CommitUnknownError } from "../errors/commit-unknown-error.js";
import { ConflictError } from "../errors/conflict-error.js";
import { InvalidDataError } from "../errors/invalid-data-error.js";
import { type CounterEvent, counter } from "../test-support/counter.js";
import { close, closed, count, counted, noWait } from "../test-support/counter-commands.js";
import { fromAToB, type MoveDecider, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

/** Throws if the counters are not what they have to be together: `sum`. */
const balanced = (sum: number): MoveDecider => ({
  ...moving,
  decide(states, command, context) {
    if (states.from.count + states.to.count !== sum) throw new Error("The sum is wrong.");
    return moving.decide(states, command, context);
  },
});

describe("An error of a joint decision", () => {
  it("is the answer if the states that it was met on are of one moment", async () => {
    const store = new ProbedStore();
    const { together } = createCommandHandler({ store });
    await expect(together(balanced(1), fromAToB, move(1))).rejects.toThrow("The sum is wrong.");
    expect(await store.safePosition()).toBe(0);
  });

  it("is none if the streams were read while another process changed both", async () => {
    const store = new ProbedStore();
    await store.rival("counter-a", counted(5));
    // Behind the read of one, before the read of the other.
    const readStream = store.readStream.bind(store);
    store.readStream = async function* (streamId, options) {
      if (streamId === "counter-b") {
        store.readStream = readStream;
        await store.rival("counter-a", counted(-2));
        await store.rival("counter-b", counted(2));
      }
      yield* readStream(streamId, options);
    };
    const { together } = createCommandHandler({ store, retry: noWait });
    expect(await together(balanced(5), fromAToB, move(3))).toMatchObject({ accepted: true });
    expect(await stateOfCounter(store, "b")).toMatchObject({ count: 5 });
  });

  it("is none if a state in memory was behind", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, retry: noWait });
    await handle(counter, "a", count(5));
    await store.rival("counter-a", counted(2));
    expect(await handle.together(balanced(7), fromAToB, move(7))).toMatchObject({ accepted: true });
  });

  it("is none if the command was accepted earlier: repeated, it gets its first events", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    await handle(counter, "a", count(5));
    const commandId = uuidv7();
    const first = await handle.together(balanced(5), fromAToB, move(2), { commandId });
    await handle(counter, "a", count(1));
    expect(await handle.together(balanced(5), fromAToB, move(2), { commandId })).toEqual(first);
  });
});

async function withCounters(a: number, b = 0) {
  const store = new ProbedStore();
  const handle = createCommandHandler({ store, retry: noWait });
  await store.rival("counter-a", counted(a));
  await store.rival("counter-b", counted(b));
  const counts = async () => [(await stateOfCounter(store, "a")).count, (await stateOfCounter(store, "b")).count];
  return { store, handle, together: handle.together, counts };
}

/** Moves whatever is there by the given decision. */
const deciding = (decide: () => unknown): MoveDecider => ({ ...moving, decide: decide as MoveDecider["decide"] });

describe("A joint decision", () => {
  it("that is accepted stores its events in all streams, and says where they then stand", async () => {
    const { store, together, counts } = await withCounters(5);
    expect(await together(moving, fromAToB, move(2))).toEqual({
      accepted: true,
      events: {
        from: [{ type: "Counted", data: { by: -2, key: expect.any(String) } }],
        to: [{ type: "Counted", data: { by: 2, key: expect.any(String) } }],
      },
      versions: { from: 2, to: 2 },
      position: 4,
    });
    expect(await counts()).toEqual([3, 2]);
    expect(store.appends).toHaveLength(1);
  });

  it("that is rejected stores nothing, and was confirmed on all streams", async () => {
    const { store, together } = await withCounters(5, 1);
    expect(await together(moving, fromAToB, move(9))).toEqual({
      accepted: false,
      rejection: { kind: "rejection", name: "NotEnough", message: "It is not enough.", data: { count: 5 } },
      versions: { from: 1, to: 1 },
    });
    expect(store.appends).toEqual([
      [
        { streamId: "counter-a", expectedVersion: 1, events: [] },
        { streamId: "counter-b", expectedVersion: 1, events: [] },
      ],
    ]);
  });

  it("that there is nothing to do for has no events", async () => {
    const { together } = await withCounters(5);
    const nothing = { accepted: true, events: {}, versions: { from: 1, to: 1 }, position: 2 };
    expect(await together(moving, fromAToB, move(0))).toEqual(nothing);
    expect(
      await together(
        deciding(() => ({ from: [], to: [] })),
        fromAToB,
        move(0),
      ),
    ).toEqual(nothing);
  });

  it("about streams that there are not has versions and position 0", async () => {
    const { together } = createCommandHandler({ store: new ProbedStore() });
    expect(await together(moving, fromAToB, move(0))).toMatchObject({ versions: { from: 0, to: 0 }, position: 0 });
  });

  it("that concerns one of its streams only still rests on the others", async () => {
    const { store, together, counts } = await withCounters(5, 1);
    const decide = vi.fn(({ to }: { to: { count: number } }) => ({ from: [counted(to.count)] }));
    store.race("counter-b", counted(10));
    const outcome = await together({ ...moving, decide }, fromAToB, move(1));
    expect(outcome).toMatchObject({ events: { from: [{ data: { by: 11 } }] }, versions: { from: 2, to: 2 } });
    expect(outcome).not.toHaveProperty("events.to");
    expect(decide).toHaveBeenCalledTimes(2);
    expect(await counts()).toEqual([16, 11]);
  });

  it("knows states, ids, versions, time and actor, and draws the same ids on every attempt", async () => {
    const { store } = await withCounters(5);
    const now = "2030-01-01T00:00:00.000Z";
    const { together } = createCommandHandler({ store, retry: noWait, clock: { now: () => now } });
    const drawn: string[] = [];
    const decide = vi.fn<MoveDecider["decide"]>((_, __, { newId }) => {
      drawn.push(newId());
      return {};
    });
    store.race("counter-b", counted(1));
    await together({ ...moving, decide }, fromAToB, move(1), { actor: "ada" });
    const context = { ids: { from: "a", to: "b" }, versions: { from: 1, to: 2 }, now, actor: "ada" };
    expect(decide.mock.lastCall).toMatchObject([{ from: { count: 5 }, to: { count: 1 } }, move(1), context]);
    expect(drawn).toHaveLength(2);
    expect(drawn[1]).toBe(drawn[0]);
  });

  it.each([
    ["one stream twice", { from: "a", to: "a" }, /the ids of Moving.*is the same stream as from/s],
    ["an id that is not valid", { from: "a", to: "" }, "id of Counter"],
    ["no id", { from: "a" } as never, "id of Counter"],
  ])("is refused for %s", async (_, ids, message) => {
    const { store, together } = await withCounters(5);
    await expect(together(moving, ids, move(1))).rejects.toThrow(InvalidDataError);
    await expect(together(moving, ids, move(1))).rejects.toThrow(message);
    expect(store.reads).toEqual([]);
  });

  it("is refused for an id of the command or data that are not valid", async () => {
    const { store, together } = await withCounters(5);
    const refused = { code: "invalid-data" };
    await expect(together(moving, fromAToB, move(1), { commandId: "7" })).rejects.toMatchObject(refused);
    const parseCommand: MoveDecider["parseCommand"] = ({ data }) => {
      throw new InvalidDataError("command Move", [{ path: "by", message: `is ${data.by}` }]);
    };
    await expect(together({ ...moving, parseCommand }, fromAToB, move(1))).rejects.toMatchObject(refused);
    expect(store.reads).toEqual([]);
  });

  it("is made on the command as it was parsed", async () => {
    const { together, counts } = await withCounters(5);
    await together({ ...moving, parseCommand: () => move(3) }, fromAToB, move(1));
    expect(await counts()).toEqual([2, 3]);
  });

  it.each([
    ["events for a part that there is not", () => ({ form: [counted(1)] })],
    ["events for what every object has", () => ({ toString: [counted(1)] })],
    ["an event that is in no array", () => ({ from: counted(1) })],
    ["an array", () => [counted(1)]],
    ["nothing at all", () => undefined],
    ["null", () => null],
    ["a promise of events", () => Promise.resolve({ from: [counted(1)] })],
    ["a map of events", () => new Map([["from", [counted(1)]]])],
  ])("is refused if decide returned %s", async (_, decide) => {
    const { store, together } = await withCounters(5);
    await expect(together(deciding(decide), fromAToB, move(1))).rejects.toMatchObject({
      code: "invalid-decision",
      message: expect.stringContaining("Moving's decide"),
    });
    expect(await store.safePosition()).toBe(2);
  });

  it("whose event is not valid, or cannot be folded, stores nothing in any stream", async () => {
    const { store, together } = await withCounters(5);
    const half = deciding(() => ({ from: [counted(1)], to: [counted(0.5)] }));
    await expect(together(half, fromAToB, move(1))).rejects.toThrow("event Counted");
    const evolve = (state: typeof counter.initialState, event: CounterEvent) => {
      if (event.type === "Closed") throw new Error("It does not close.");
      return counter.evolve(state, event);
    };
    const joint: MoveDecider = {
      ...deciding(() => ({ to: [closed] })),
      participants: { from: counter, to: { ...counter, evolve } },
    };
    await expect(together(joint, fromAToB, move(1))).rejects.toThrow("It does not close.");
    expect(await store.safePosition()).toBe(2);
  });
});

describe("A joint decision that another writer beats", () => {
  it.each(["a", "b"])(
    "on stream %s is decided again on the fresh state, and its first events are never stored",
    async (id) => {
      const { store, together, counts } = await withCounters(5, 1);
      const states: unknown[] = [];
      const watching: MoveDecider = {
        ...moving,
        decide(given, command, context) {
          states.push([given.from.count, given.to.count]);
          return moving.decide(given, command, context);
        },
      };
      store.race(`counter-${id}`, counted(10));
      expect(await together(watching, fromAToB, move(2))).toMatchObject({ accepted: true, position: 5 });
      const fresh = id === "a" ? [15, 1] : [5, 11];
      expect(states).toEqual([[5, 1], fresh]);
      expect(await counts()).toEqual(id === "a" ? [13, 3] : [3, 13]);
    },
  );

  it("is rejected if it must be by now", async () => {
    const { store, together } = await withCounters(5);
    store.race("counter-a", counted(-4));
    expect(await together(moving, fromAToB, move(2))).toMatchObject({ accepted: false, versions: { from: 2, to: 1 } });
  });

  it("is no rejection that rests on a state in memory which is behind", async () => {
    const { store, handle, together } = await withCounters(1);
    expect(await handle(counter, "a", count(1))).toMatchObject({ version: 2 });
    await store.rival("counter-a", counted(10));
    expect(await together(moving, fromAToB, move(9))).toMatchObject({ accepted: true });
  });

  it("gives up after so many attempts, and names the stream that had moved on", async () => {
    const { store } = await withCounters(5);
    const conflicted = vi.fn();
    const { together } = createCommandHandler({
      store,
      retry: { ...noWait, maxAttempts: 2 },
      observer: { conflicted },
    });
    store.race("counter-b", counted(1), counted(1), counted(1));
    const error = await together(moving, fromAToB, move(1)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ streamId: "counter-b", expected: 2, actual: 3, attempts: 2 });
    expect(conflicted.mock.calls).toEqual([[{ streamId: "counter-b", expected: 1, actual: 2, attempt: 1 }]]);
  });

  it("is not tried again once it is aborted, nor even begun if it was before", async () => {
    const { store } = await withCounters(5);
    const abort = new AbortController();
    const conflicted = () => abort.abort(new Error("The caller has gone."));
    const { together } = createCommandHandler({ store, observer: { conflicted } });
    store.race("counter-a", counted(1));
    await expect(together(moving, fromAToB, move(1), { signal: abort.signal })).rejects.toThrow("has gone");
    store.reads.length = 0;
    await expect(together(moving, fromAToB, move(1), { signal: abort.signal })).rejects.toThrow("has gone");
    expect([store.reads, store.appends.length]).toEqual([[], 1]);
  });

  it("reads a stream from its beginning that turns out shorter than it was", async () => {
    const { store, handle, together } = await withCounters(5);
    await handle(counter, "a", count(2));
    const restored = new ProbedStore();
    await restored.rival("counter-a", counted(3));
    store.appendAll = (appends) => restored.appendAll(appends);
    store.readStream = (streamId, options) => restored.readStream(streamId, options);
    expect(await together(moving, fromAToB, move(1))).toMatchObject({ versions: { from: 2, to: 1 } });
    expect(await stateOfCounter(restored, "a")).toMatchObject({ count: 2 });
  });

  it("reads a stream from its beginning that turns out shorter after another conflict", async () => {
    const { store } = await withCounters(5);
    const restored = new ProbedStore();
    const conflicted = () => {
      store.appendAll = (appends) => restored.appendAll(appends);
      store.readStream = (streamId, options) => restored.readStream(streamId, options);
    };
    const { together } = createCommandHandler({
      store,
      retry: { ...noWait, maxAttempts: 3 },
      observer: { conflicted },
    });
    store.race("counter-a", counted(1));
    expect(await together(moving, fromAToB, move(0))).toMatchObject({ versions: { from: 0, to: 0 } });
  });

  it("loses nothing among many that cross each other, on one handler and on many", async () => {
    const { store, handle, counts } = await withCounters(50, 50);
    const other = createCommandHandler({ store, retry: noWait });
    const toAndFro = Array.from({ length: 40 }, (_, n) => {
      const ids = n % 2 === 0 ? fromAToB : { from: "b", to: "a" };
      return (n % 3 === 0 ? other : handle).together(moving, ids, move(n));
    });
    const outcomes = await Promise.all(toAndFro);
    const [a, b] = await counts();
    const moved = outcomes.map(({ accepted }, n) => (accepted ? (n % 2 === 0 ? -n : n) : 0));
    const net = moved.reduce((sum, by) => sum + by, 0);
    expect([a, b]).toEqual([50 + net, 50 - net]);
  });
});

describe("A joint decision and the commands of its streams", () => {
  it("share the states in memory", async () => {
    const { store, handle } = await withCounters(5);
    await handle.together(moving, fromAToB, move(2));
    store.reads.length = 0;
    expect(await handle(counter, "a", count(1))).toMatchObject({ version: 3 });
    expect(await handle.together(moving, fromAToB, move(4))).toMatchObject({ accepted: true });
    expect(await handle.together(moving, fromAToB, move(1))).toMatchObject({ accepted: false });
    expect(store.reads).toEqual([]);
  });
});

describe("A joint decision that is repeated with the command's id", () => {
  const commandId = uuidv7();

  it("gets its first events, versions and position, on the same handler and on another", async () => {
    const { store, handle, counts } = await withCounters(5);
    const first = await handle.together(moving, fromAToB, move(4), { commandId });
    for (const { together } of [handle, createCommandHandler({ store })]) {
      expect(await together(moving, fromAToB, move(4), { commandId })).toEqual(first);
    }
    expect(await counts()).toEqual([1, 4]);
  });

  it("gets them also after other commands, when it would be rejected, and none of theirs", async () => {
    const { store, handle, together } = await withCounters(5);
    await handle(counter, "a", count(1), { commandId: uuidv7() });
    const first = await together(moving, fromAToB, move(5), { commandId });
    await handle(counter, "b", close, { commandId: uuidv7() });
    expect(await together(moving, fromAToB, move(5), { commandId })).toEqual(first);
    expect(await createCommandHandler({ store }).together(moving, fromAToB, move(5), { commandId })).toEqual(first);
    expect(await together(moving, fromAToB, move(5))).toMatchObject({ accepted: false });
  });

  it("gets the events of the parts that had some, whatever it would store now", async () => {
    const { together } = await withCounters(5);
    const first = await together(
      deciding(() => ({ from: [counted(7)] })),
      fromAToB,
      move(1),
      { commandId },
    );
    const now = deciding(() => ({ to: [counted(8)] }));
    expect(await together(now, fromAToB, move(1), { commandId })).toEqual(first);
    expect(first).toEqual({
      accepted: true,
      events: { from: [counted(7)] },
      versions: { from: 2, to: 1 },
      position: 3,
    });
  });

  it("is stored once if it comes twice at the same time", async () => {
    const { handle, together, counts } = await withCounters(5);
    const twice = [
      together(moving, fromAToB, move(2), { commandId }),
      together(moving, fromAToB, move(2), { commandId }),
    ];
    const [first, second] = await Promise.all(twice);
    expect(second).toEqual(first);
    expect(await counts()).toEqual([3, 2]);
    expect(await handle(counter, "a", count())).toMatchObject({ version: 3 });
  });

  it("finds out what nobody knew: after a lost connection too", async () => {
    const { store, together, counts } = await withCounters(5);
    store.afterAppend(() => {
      throw new CommitUnknownError({ streamIds: ["counter-a"], eventIds: [], cause: undefined });
    });
    await expect(together(moving, fromAToB, move(2), { commandId })).rejects.toThrow(CommitUnknownError);
    expect(await together(moving, fromAToB, move(2), { commandId })).toMatchObject({ versions: { from: 2, to: 2 } });
    expect(await counts()).toEqual([3, 2]);
  });

  it("is decided anew if it was rejected", async () => {
    const { store, together } = await withCounters(1);
    expect(await together(moving, fromAToB, move(2), { commandId })).toMatchObject({ accepted: false });
    await store.rival("counter-a", counted(5));
    expect(await together(moving, fromAToB, move(2), { commandId })).toMatchObject({ accepted: true });
  });
});
