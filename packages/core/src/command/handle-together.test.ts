import { describe, expect, it } from "vitest";
import { counter } from "../test-support/counter.js";
import { count, counted, noWait } from "../test-support/counter-commands.js";
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
