import { describe, expect, it } from "vitest";
import { MemoryOutcomeStore } from "../memory/memory-outcome-store.js";
import type { ObservedAppend, ObservedLoad } from "../ports/command-observer.js";
import { counter } from "../test-support/counter.js";
import { close, count, counted, noWait } from "../test-support/counter-commands.js";
import { fromAToB, move, moving } from "../test-support/move.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";
import { resultOf } from "./observed-result.js";

function observed({ remembering = false } = {}) {
  const store = new ProbedStore();
  const appends: ObservedAppend[] = [];
  const loads: ObservedLoad[] = [];
  const handle = createCommandHandler({
    store,
    retry: noWait,
    ...(remembering ? { rememberOutcomes: new MemoryOutcomeStore(store) } : {}),
    observer: { loaded: (load) => loads.push(load), appended: (append) => appends.push(append) },
  });
  return { store, handle, appends, loads };
}

const onA = { streamId: "counter-a", commands: 1, events: 1 };

describe("An append that is observed", () => {
  it("is stored; in conflict if another writer was faster; failed if its caller got an error", async () => {
    const { store, handle, appends } = observed();
    store.race("counter-a", counted());
    await handle(counter, "a", count());
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    await expect(handle(counter, "a", count())).rejects.toThrow("The disk is full.");
    expect(appends).toEqual([
      { ...onA, result: "conflict" },
      { ...onA, result: "stored" },
      { ...onA, result: "failed" },
    ]);
  });

  it("of commands that were decided together is one", async () => {
    const { handle, appends } = observed();
    await Promise.all([handle(counter, "a", count()), handle(counter, "a", close), handle(counter, "a", close)]);
    expect(appends).toEqual([{ streamId: "counter-a", commands: 3, events: 2, result: "stored" }]);
  });

  it("is repeated if its command was accepted before: its events are not counted as stored again", async () => {
    const { handle, appends } = observed();
    const commandId = uuidv7();
    await handle(counter, "a", count(), { commandId });
    await handle(counter, "a", count(), { commandId });
    expect(appends.map(({ result }) => result)).toEqual(["stored", "repeated"]);
  });

  it("is repeated if its outcome was remembered meanwhile", async () => {
    const { store, handle, appends } = observed({ remembering: true });
    await store.rival("counter-a", counted());
    await handle(counter, "a", close);
    const commandId = uuidv7();
    await Promise.all([handle(counter, "a", count(), { commandId }), handle(counter, "a", count(), { commandId })]);
    expect(appends.map(({ result }) => result)).toEqual(["stored", "stored", "repeated"]);
  });

  it("of a joint decision is one for each of its streams", async () => {
    const { store, handle, appends } = observed();
    await handle(counter, "a", count(5));
    store.race("counter-a", counted());
    const commandId = uuidv7();
    await handle.together(moving, fromAToB, move(2), { commandId });
    await handle.together(moving, fromAToB, move(2), { commandId });
    store.beforeAppend(() => Promise.reject(new Error("The disk is full.")));
    await expect(handle.together(moving, fromAToB, move(2))).rejects.toThrow("The disk is full.");
    const onB = { ...onA, streamId: "counter-b" };
    expect(appends).toEqual([
      { ...onA, result: "stored" },
      ...(["conflict", "stored", "repeated", "failed"] as const).flatMap((result) => [
        { ...onA, result },
        { ...onB, result },
      ]),
    ]);
  });
});

describe("The result of appends that pass or fail together", () => {
  const outcome = { version: 1, position: 1 };
  it.each([
    ["repeated", ["stored", "duplicate"]],
    ["conflict", ["withdrawn", "conflict"]],
    ["conflict", ["stored", "conflict"]],
    ["stored", ["stored", "stored"]],
    ["stored", []],
  ] as const)("is %s for %j", (result, statuses) => {
    expect(resultOf(statuses.map((status) => ({ ...outcome, status })))).toBe(result);
  });
});

describe("A load that is observed", () => {
  it("has no events if the state was in memory, also for a joint decision", async () => {
    const { store, handle, loads } = observed();
    await store.rival("counter-a", counted(), counted());
    await handle(counter, "a", count());
    await handle(counter, "a", count());
    await handle.together(moving, fromAToB, move(1));
    expect(loads).toEqual([
      { streamId: "counter-a", from: "beginning", events: 2 },
      { streamId: "counter-a", from: "cache", events: 0 },
      { streamId: "counter-a", from: "cache", events: 0 },
      { streamId: "counter-b", from: "beginning", events: 0 },
    ]);
  });

  it("has the events of the tail that another process has stored behind a state in memory", async () => {
    const { store, handle, loads } = observed();
    await handle(counter, "a", count());
    await store.rival("counter-a", counted(), counted());
    await handle(counter, "a", count());
    expect(loads.map(({ from, events }) => [from, events])).toEqual([
      ["beginning", 0],
      ["cache", 0],
      ["cache", 2],
    ]);
  });
});
