import { describe, expect, it, vi } from "vitest";
import { snapshotPolicyOf } from "../decider/snapshot-policy-of.js";
import { MemorySnapshotStore } from "../memory/memory-snapshot-store.js";
import { aggregate } from "../model/index.js";
import type { Snapshot } from "../ports/snapshot-store.js";
import { type CounterDecider, CounterModel, type CounterState, counter } from "../test-support/counter.js";
import { close, count, counted, newEvent } from "../test-support/counter-commands.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { turnOfTheLoop } from "../test-support/turn-of-the-loop.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { createCommandHandler } from "./handle-command.js";

/** The counter as its model is with a snapshot for every so many events. */
function saving(every: number, foldVersion = 1): CounterDecider {
  const model = aggregate("Counter", {
    id: CounterModel.id,
    state: CounterModel.state,
    initialState: { count: 0, closed: false },
    snapshots: { every, foldVersion },
    events: CounterModel.eventDefinitions,
    commands: CounterModel.commandDefinitions,
    rejections: CounterModel.rejectionDefinitions,
  });
  const snapshots = snapshotPolicyOf<CounterState>(model);
  if (snapshots === undefined) throw new Error("The model asks for no snapshots.");
  return { ...counter, snapshots };
}

/** An application, and others on the same stores; `saved` are the versions of all snapshots that were saved. */
function application() {
  const store = new ProbedStore();
  const snapshots = new MemorySnapshotStore();
  const save = vi.spyOn(snapshots, "save");
  const onError = vi.fn();
  return {
    store,
    snapshots,
    onError,
    saved: async () => {
      await turnOfTheLoop();
      return save.mock.calls.map(([, , { version }]) => version);
    },
    open: () => createCommandHandler({ store, snapshots, onError }),
  };
}

const keyOf = (decider: CounterDecider) => decider.snapshots?.key ?? "";
const readsOf = ({ reads }: ProbedStore) => reads.map(({ fromVersion }) => fromVersion);

/** What a new process finds the counter to be, and from which version on it read the events. */
async function foundBy({ store, open }: ReturnType<typeof application>, decider: CounterDecider, id = "a") {
  await turnOfTheLoop();
  const watched = watchedCounter(decider);
  store.reads.length = 0;
  await open()(watched.decider, id, count());
  return { state: watched.states.at(-1), reads: readsOf(store) };
}

describe("A snapshot", () => {
  it("is saved whenever the stream has grown by so many events, whoever added them", async () => {
    const { store, open, saved } = application();
    const decider = saving(3);
    const handle = open();
    for (let n = 0; n < 7; n++) await handle(decider, "a", count());
    expect(await saved()).toEqual([3, 6]);
    await store.rival("counter-a", counted(), counted());
    await handle(decider, "a", count());
    expect(await saved()).toEqual([3, 6, 10]);
  });

  it("is saved of a state that was only read, too", async () => {
    const { store, open, saved } = application();
    await store.rival("counter-a", counted(), counted(), { type: "Closed", data: {} });
    expect(await open()(saving(3), "a", count())).toMatchObject({ accepted: false });
    expect(await saved()).toEqual([3]);
  });

  it("is not saved of a stream that has grown less since the one that it was loaded from", async () => {
    const { open, saved } = application();
    const decider = saving(3);
    const handle = open();
    for (let n = 0; n < 4; n++) await handle(decider, "a", count());
    await turnOfTheLoop();
    const other = open();
    await other(decider, "a", count());
    expect(await saved()).toEqual([3]);
    await other(decider, "a", count());
    expect(await saved()).toEqual([3, 6]);
  });

  it("is not saved without a policy, nor without a place for it", async () => {
    const { store, open, saved } = application();
    await open()(counter, "a", count());
    await createCommandHandler({ store })(saving(1), "a", count());
    expect(await saved()).toEqual([]);
  });

  it("is neither looked for nor missed without a policy, nor without a place for it", async () => {
    const { store, open, onError } = application();
    const withoutPolicy = open();
    const withoutPlace = createCommandHandler({ store, onError });
    for (let n = 0; n < 2; n++) {
      await withoutPolicy(counter, "a", count());
      await withoutPlace(saving(1), "b", count());
    }
    const decider = saving(1);
    for (let n = 0; n < 2; n++) await withoutPlace(decider, "c", count());
    await turnOfTheLoop();
    expect(store.reads.filter(({ streamId }) => streamId !== "counter-b").map(({ streamId }) => streamId)).toEqual([
      "counter-a",
      "counter-c",
    ]);
    expect(onError).not.toHaveBeenCalled();
  });

  it("is where another process starts: it reads the event of the snapshot, and those behind it", async () => {
    const app = application();
    const decider = saving(3);
    const handle = app.open();
    for (let n = 1; n <= 4; n++) await handle(decider, "a", count(n));
    expect(await foundBy(app, decider)).toEqual({ state: { count: 10, closed: false }, reads: [3] });
  });

  it("is told of where a load is observed, with the events behind it", async () => {
    const { store, snapshots, open } = application();
    const [handle, decider] = [open(), saving(3)];
    for (let n = 1; n <= 5; n++) await handle(decider, "a", count());
    await turnOfTheLoop();
    const loaded = vi.fn();
    await createCommandHandler({ store, snapshots, observer: { loaded } })(decider, "a", count());
    expect(loaded.mock.calls).toEqual([[{ streamId: "counter-a", from: "snapshot", events: 2 }]]);
  });

  it("is not looked for where a state in memory is only behind: the tail is read", async () => {
    const { store, snapshots, open } = application();
    const load = vi.spyOn(snapshots, "load");
    const [handle, decider] = [open(), saving(1)];
    await handle(decider, "a", count(1));
    await store.rival("counter-a", counted(2));
    store.reads.length = 0;
    expect(await handle(decider, "a", count(3))).toMatchObject({ version: 3 });
    expect(readsOf(store)).toEqual([2]);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it("is saved and loaded for joint decisions too", async () => {
    const { store, open, saved } = application();
    const decider = saving(2);
    const joint = { ...moving, participants: { from: decider, to: decider } };
    await open()(decider, "a", count(9));
    await open().together(joint, fromAToB, move(1));
    expect(await saved()).toEqual([2]);
    store.reads.length = 0;
    await open().together(joint, fromAToB, move(1));
    expect(store.reads).toContainEqual({ streamId: "counter-a", fromVersion: 2 });
  });

  it("is not loaded by a build that folds otherwise, or whose state is another: both keep their own", async () => {
    const app = application();
    const handle = app.open();
    await handle(saving(1, 1), "a", count(5));
    expect(await foundBy(app, saving(1, 2))).toMatchObject({ state: { count: 5 }, reads: [1] });
    const otherState: CounterDecider = { ...counter, snapshots: { ...saving(1).snapshots, key: "other.1" } as never };
    expect(await foundBy(app, otherState)).toMatchObject({ state: { count: 6 }, reads: [1] });
    await turnOfTheLoop();
    const own = (version: number) => expect.objectContaining({ version });
    expect(await app.snapshots.load("counter-a", keyOf(saving(1, 1)))).toEqual(own(1));
    expect(await app.snapshots.load("counter-a", keyOf(saving(1, 2)))).toEqual(own(2));
  });

  it("whose state its schema refuses is reported and passed over, and a later one takes its place", async () => {
    const app = application();
    const decider = saving(2);
    await app.store.rival("counter-a", counted(1), counted(2));
    const corrupt = { version: 1, position: 1, state: { count: "many" } };
    await app.snapshots.save("counter-a", keyOf(decider), corrupt);
    expect(await foundBy(app, decider)).toEqual({ state: { count: 3, closed: false }, reads: [1] });
    expect(app.onError.mock.calls).toEqual([
      [expect.objectContaining({ code: "invalid-data" }), "loading the snapshot of counter-a"],
    ]);
    expect(await foundBy(app, decider)).toEqual({ state: { count: 4, closed: false }, reads: [3] });
    expect(app.onError).toHaveBeenCalledTimes(1);
  });

  const elsewhere = { count: 99, closed: false };
  it.each<[string, Snapshot]>([
    ["another event", { version: 2, position: 77, state: elsewhere }],
    ["no event, for it is shorter,", { version: 5, position: 5, state: elsewhere }],
  ])("of a log that has %s there now is passed over: it is the snapshot of another history", async (_, snapshot) => {
    const app = application();
    const decider = saving(100);
    await app.store.rival("counter-a", counted(1), counted(2));
    await app.snapshots.save("counter-a", keyOf(decider), snapshot);
    expect(await foundBy(app, decider)).toEqual({
      state: { count: 3, closed: false },
      reads: [snapshot.version, 1],
    });
    expect(app.onError).not.toHaveBeenCalled();
  });

  it("cannot disturb the commands if its store fails: that is reported", async () => {
    const app = application();
    app.snapshots.load = () => Promise.reject(new Error("It cannot be read."));
    app.snapshots.save = () => Promise.reject(new Error("It cannot be written."));
    const [handle, decider] = [app.open(), saving(1)];
    expect(await handle(decider, "a", count())).toMatchObject({ accepted: true, version: 1 });
    expect(await handle(decider, "a", count())).toMatchObject({ accepted: true, version: 2 });
    await turnOfTheLoop();
    const reported = app.onError.mock.calls.map(([error, where]) => [error.message, where]);
    expect(reported).toEqual([
      ["It cannot be read.", "loading the snapshot of counter-a"],
      ["It cannot be written.", "saving the snapshot of counter-a"],
      ["It cannot be written.", "saving the snapshot of counter-a"],
    ]);
  });

  it("whose state is no JSON is reported, and not saved", async () => {
    const app = application();
    const evolve = (): CounterState => ({ count: -0, closed: false });
    await app.open()({ ...saving(1), evolve }, "a", count());
    await turnOfTheLoop();
    expect(app.onError).toHaveBeenCalledTimes(1);
    expect(await app.snapshots.load("counter-a", keyOf(saving(1)))).toBeUndefined();
  });

  it("is waited for by nobody", async () => {
    const app = application();
    app.snapshots.save = () => new Promise(() => {});
    const handle = app.open();
    expect(await handle(saving(1), "a", count())).toMatchObject({ version: 1 });
    expect(await handle(saving(1), "a", close)).toMatchObject({ version: 2 });
  });

  it("is a state that nobody changes in place", async () => {
    const app = application();
    const decider = saving(1);
    await app.open()(decider, "a", count());
    await turnOfTheLoop();
    const greedy: CounterDecider = { ...decider, decide: (state) => Object.assign(state, { count: 0 }) as never };
    await expect(app.open()(greedy, "a", count())).rejects.toThrow(TypeError);
  });

  it("keeps events behind it from being skipped or trusted where they are not to be", async () => {
    const app = application();
    const decider = saving(1);
    await app.open()(decider, "a", count());
    await turnOfTheLoop();
    const unknown = { ...newEvent(counted()), type: "Renamed" };
    await app.store.append({ streamId: "counter-a", expectedVersion: 1, events: [unknown] });
    await expect(app.open()(decider, "a", count())).rejects.toMatchObject({ code: "unknown-event" });
    const { store, snapshots } = app;
    const skipping = createCommandHandler({ store, snapshots, unknownEvents: "skip" });
    expect(await skipping(decider, "a", count())).toMatchObject({ accepted: true, version: 3 });
  });
});
