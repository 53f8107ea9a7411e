import { afterEach, describe, expect, it, vi } from "vitest";
import { MemorySnapshotStore } from "../memory/memory-snapshot-store.js";
import type { CommandObserver } from "../ports/command-observer.js";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { close, count, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { createCommandHandler } from "./handle-command.js";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

describe("A handler of commands", () => {
  it.each([-1, 0.5, Number.NaN, "10" as never])("is not made with %s streams to keep", (cachedStreams) => {
    const create = () => createCommandHandler({ store: new ProbedStore(), cachedStreams });
    expect(create).toThrow(expect.objectContaining({ code: "invalid-option", option: "cachedStreams" }));
    expect(create).toThrow("give a number of streams from 0");
  });
});

describe("States are frozen", () => {
  const inPlace: CounterDecider = {
    ...counter,
    evolve: (state, event) => Object.assign(state.count === 0 ? { ...state } : state, counter.evolve(state, event)),
  };
  it.each([
    [undefined, undefined, true],
    ["test", undefined, true],
    ["production", undefined, false],
    ["production", true, true],
    ["development", false, false],
  ])("where NODE_ENV is %s and freezeStates %s: %s", async (nodeEnv, freezeStates, isFrozen) => {
    vi.stubEnv("NODE_ENV", nodeEnv);
    const options = freezeStates === undefined ? {} : { freezeStates };
    const handle = createCommandHandler({ store: new ProbedStore(), ...options });
    await handle(inPlace, "a", count());
    const handled = handle(inPlace, "a", count());
    if (isFrozen) await expect(handled).rejects.toThrow(TypeError);
    else await expect(handled).resolves.toMatchObject({ version: 2 });
  });
});

describe("An observer", () => {
  const throwing: CommandObserver = {
    loaded: () => fail("loaded"),
    appended: () => fail("appended"),
    conflicted: () => fail("conflicted"),
  };
  function fail(callback: string): never {
    throw new Error(`${callback} is broken.`);
  }

  it("that throws changes nothing, and is reported", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    const store = new ProbedStore();
    store.race("counter-a", { type: "Closed", data: {} });
    const handle = createCommandHandler({ store, retry: noWait, observer: throwing });
    expect(await handle(counter, "a", count())).toMatchObject({ accepted: false, version: 1 });
    expect(complaint.mock.calls.map(([what]) => what)).toEqual(
      Array.from({ length: 4 }, () => "An observer of commands threw:"),
    );
    expect(complaint.mock.calls.map(([, error]) => (error as Error).message)).toEqual([
      "loaded is broken.",
      "appended is broken.",
      "conflicted is broken.",
      "loaded is broken.",
    ]);
  });

  it("hears what happens in the order in which it happens", async () => {
    const heard: string[] = [];
    const store = new ProbedStore();
    store.race("counter-a", { type: "Closed", data: {} });
    const observer: CommandObserver = {
      around: async (command, handle) => {
        heard.push(`${command.command} ${command.aggregate} begins`);
        const outcome = await handle({});
        heard.push("it is answered");
        return outcome;
      },
      loaded: ({ from, events }) => heard.push(`${events} events loaded from ${from}`),
      appended: ({ result, commands }) => heard.push(`append of ${commands}: ${result}`),
      conflicted: ({ expected, actual }) => heard.push(`${actual} instead of ${expected}`),
    };
    const handle = createCommandHandler({ store, retry: noWait, observer });
    await handle(counter, "a", count());
    await handle(counter, "a", close);
    expect(heard).toEqual([
      "Count Counter begins",
      "0 events loaded from beginning",
      "append of 1: conflict",
      "1 instead of 0",
      "1 events loaded from cache",
      "it is answered",
      "Close Counter begins",
      "0 events loaded from cache",
      "append of 1: stored",
      "it is answered",
    ]);
  });
});

describe("What fails beside the commands", () => {
  const snapshots = new MemorySnapshotStore();
  snapshots.load = () => Promise.reject(new Error("The snapshots are gone."));
  const policy = { every: 1, key: "k", parse: (state: unknown) => state as never };
  const saving: CounterDecider = { ...counter, snapshots: policy };

  it("goes to the console", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    await createCommandHandler({ store: new ProbedStore(), snapshots })(saving, "a", count());
    expect(complaint).toHaveBeenCalledWith("Command handling, loading the snapshot of counter-a:", expect.any(Error));
  });

  it("or to the application, which changes nothing if it throws", async () => {
    const complaint = vi.spyOn(console, "error").mockImplementation(() => {});
    const onError = vi.fn(() => {
      throw new Error("onError is broken.");
    });
    const handle = createCommandHandler({ store: new ProbedStore(), snapshots, onError });
    expect(await handle(saving, "a", count())).toMatchObject({ accepted: true });
    expect(onError.mock.calls).toEqual([[new Error("The snapshots are gone."), "loading the snapshot of counter-a"]]);
    const said = "The onError callback of command handling threw:";
    expect(complaint.mock.calls).toEqual([[said, new Error("onError is broken.")]]);
  });
});
