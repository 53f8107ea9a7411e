import { describe, expect, it, vi } from "vitest";
import { MemoryOutcomeStore } from "../memory/memory-outcome-store.js";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { close, count, counted, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { turnOfTheLoop } from "../test-support/turn-of-the-loop.js";
import { watchedCounter } from "../test-support/watched-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";
import type { Outcome } from "./outcome.js";

describe("Where outcomes are remembered", () => {
  it("commands with and without an id are decided in the order in which they were issued", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store, rememberOutcomes: new MemoryOutcomeStore(store) });
    const counts = handle(counter, "a", count(), { commandId: uuidv7() });
    const closes = handle(counter, "a", close);
    expect(await counts).toMatchObject({ accepted: true, version: 1 });
    expect(await closes).toMatchObject({ accepted: true, version: 2 });
  });

  it("a command can leave while its outcome is looked up", async () => {
    const store = new ProbedStore();
    const outcomes = new MemoryOutcomeStore(store);
    const abort = new AbortController();
    let lookUp = () => {};
    const lookedUp = new Promise<undefined>((resolve) => {
      lookUp = () => resolve(undefined);
    });
    outcomes.find = () => lookedUp;
    const handle = createCommandHandler({ store, rememberOutcomes: outcomes });
    const handled = handle(counter, "a", count(), { commandId: uuidv7(), signal: abort.signal });
    abort.abort(new Error("the caller has gone"));
    await expect(handled).rejects.toThrow("the caller has gone");
    lookUp();
    await handle(counter, "a", count());
    expect(await store.safePosition()).toBe(1);
  });

  /** A counter that counting opens again, so that the same command can be refused now and accepted later. */
  const reopening: CounterDecider = {
    ...counter,
    evolve: (state, event) => ({ ...counter.evolve(state, event), closed: event.type === "Closed" }),
  };

  async function remembering() {
    const store = new ProbedStore();
    const rememberOutcomes = new MemoryOutcomeStore(store);
    const conflicted = vi.fn();
    const open = () => createCommandHandler({ store, rememberOutcomes, retry: noWait, observer: { conflicted } });
    const handle = open();
    await handle(reopening, "a", close);
    return { store, rememberOutcomes, handle, open, conflicted, options: { commandId: uuidv7() } };
  }

  it("a rejection is the answer for good, on every handler", async () => {
    const { store, handle, open, options } = await remembering();
    const first = await handle(reopening, "a", count(), options);
    expect(first).toMatchObject({ accepted: false, rejection: { name: "IsClosed", data: { count: 0 } }, version: 1 });
    await store.rival("counter-a", counted());
    expect(await handle(reopening, "a", count(), options)).toEqual(first);
    expect(await open()(reopening, "a", count(), options)).toEqual(first);
    expect(await handle(reopening, "a", count(), { commandId: uuidv7() })).toMatchObject({ accepted: true });
  });

  it("what is remembered is not decided again", async () => {
    const { handle, options } = await remembering();
    const { decider, commands } = watchedCounter(reopening);
    await handle(decider, "a", count(), options);
    await handle(decider, "a", count(), options);
    expect(commands).toHaveLength(1);
  });

  it("that there was nothing to do is the answer for good, on every handler", async () => {
    const { store, handle, open, options } = await remembering();
    const first = await handle(reopening, "a", close, options);
    expect(first).toEqual({ accepted: true, events: [], version: 1, position: 1 });
    await store.rival("counter-a", counted());
    expect(await handle(reopening, "a", close, options)).toEqual(first);
    expect(await open()(reopening, "a", close, options)).toEqual(first);
    expect(await handle(reopening, "a", close)).toMatchObject({ events: [{ type: "Closed" }] });
  });

  it("events are their own memory", async () => {
    const { rememberOutcomes, handle, open, options } = await remembering();
    const first = await handle({ ...reopening, decide: () => [counted(3)] }, "a", count(), options);
    expect(await rememberOutcomes.find("counter-a", options.commandId)).toBeUndefined();
    expect(await open()(reopening, "a", count(), options)).toEqual(first);
  });

  it("events are stored by one append", async () => {
    const { store, handle, options } = await remembering();
    store.appends.length = 0;
    await handle(reopening, "b", count(), options);
    expect(store.appends).toHaveLength(1);
  });

  it("errors are not remembered: the next attempt may pass", async () => {
    const { handle, options } = await remembering();
    const throwing: CounterDecider = {
      ...reopening,
      decide: () => {
        throw new Error("It is Sunday.");
      },
    };
    await expect(handle(throwing, "a", count(), options)).rejects.toThrow("It is Sunday.");
    expect(await handle({ ...reopening, decide: () => [counted(3)] }, "a", count(), options)).toMatchObject({
      accepted: true,
    });
    expect(await handle(throwing, "a", count(), options)).toMatchObject({ accepted: true, version: 2 });
  });

  it("what another process has remembered meanwhile is the answer", async () => {
    const { store, rememberOutcomes, handle, open, conflicted, options } = await remembering();
    const settle = rememberOutcomes.settle.bind(rememberOutcomes);
    let elsewhere: Outcome | undefined;
    rememberOutcomes.settle = async (command) => {
      rememberOutcomes.settle = settle;
      elsewhere = await open()(reopening, "a", count(), options);
      await store.rival("counter-a", counted());
      return settle(command);
    };
    expect(await handle(reopening, "a", count(), options)).toEqual(elsewhere);
    expect(elsewhere).toMatchObject({ accepted: false, version: 1 });
    expect(await handle(reopening, "a", count())).toMatchObject({ accepted: true, version: 3 });
    // What was in memory had been passed, as the answer told.
    expect(conflicted).not.toHaveBeenCalled();
  });

  it("a conflict leads to another decision, and that is remembered", async () => {
    const { store, handle, open, options } = await remembering();
    store.race("counter-a", counted());
    const first = await handle(reopening, "a", count(7), options);
    expect(first).toMatchObject({ accepted: true, version: 3 });
    expect(await open()(reopening, "a", count(7), options)).toEqual(first);
  });

  it("what was forgotten is decided again", async () => {
    const { store, rememberOutcomes, handle, options } = await remembering();
    await handle(reopening, "a", count(), options);
    await store.rival("counter-a", counted());
    expect(await rememberOutcomes.forget("9999-12-31T00:00:00Z")).toBe(1);
    expect(await handle(reopening, "a", count(), options)).toMatchObject({ accepted: true, version: 3 });
  });

  it("commands without an id are decided again, and share appends", async () => {
    const { store, handle } = await remembering();
    store.appends.length = 0;
    await Promise.all([handle(reopening, "b", count()), handle(reopening, "b", count())]);
    expect(store.appends).toHaveLength(1);
    expect(await handle(reopening, "a", count())).toMatchObject({ accepted: false });
    await store.rival("counter-a", counted());
    expect(await handle(reopening, "a", count())).toMatchObject({ accepted: true });
  });

  it("commands without an id that store nothing are answered from what was just read", async () => {
    const { store, open } = await remembering();
    store.appends.length = 0;
    expect(await open()(reopening, "a", close)).toEqual({ accepted: true, events: [], version: 1, position: 1 });
    expect(store.appends).toEqual([]);
  });

  it("a look-up that fails while its command waits is its error when its turn comes, and no unhandled one before", async () => {
    const { store, rememberOutcomes, handle, options } = await remembering();
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => void unhandled.push(error);
    process.on("unhandledRejection", onUnhandled);
    const append = store.holdAppend();
    const before = handle(reopening, "b", count());
    await append.reached;
    rememberOutcomes.find = () => Promise.reject(new Error("The table is gone."));
    const fails = handle(reopening, "b", count(), options).catch((error: Error) => error.message);
    await turnOfTheLoop();
    append.letGo();
    await before;
    expect(await fails).toBe("The table is gone.");
    process.off("unhandledRejection", onUnhandled);
    expect(unhandled).toEqual([]);
  });

  it("a look-up that fails is its command's error, and nobody else's", async () => {
    const { rememberOutcomes, handle, options } = await remembering();
    rememberOutcomes.find = () => Promise.reject(new Error("The table is gone."));
    const fails = handle(reopening, "b", count(), options);
    const passes = handle(reopening, "b", count());
    await expect(fails).rejects.toThrow("The table is gone.");
    expect(await passes).toMatchObject({ accepted: true, version: 1 });
  });
});
