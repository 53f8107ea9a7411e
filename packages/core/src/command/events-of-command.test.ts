import { describe, expect, it } from "vitest";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { count } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

describe("A command that is repeated with its id", () => {
  it("gets its first events though the stream has left the version that it expects: by its own doing", async () => {
    const store = new ProbedStore();
    const options = { commandId: uuidv7(), expectedVersion: 0 };
    const first = await createCommandHandler({ store })(counter, "a", count(), options);
    for (const handle of [createCommandHandler({ store }), createCommandHandler({ store, cachedStreams: 0 })]) {
      expect(await handle(counter, "a", count(), options)).toEqual(first);
      expect(await handle(counter, "a", count(), options)).toEqual(first);
    }
    expect(await stateOfCounter(store)).toMatchObject({ count: 1 });
  });

  it("gets its first events though the decider would throw now", async () => {
    const store = new ProbedStore();
    const once: CounterDecider = {
      ...counter,
      decide(state, command, context) {
        if (state.count > 0) throw new Error("That is too much.");
        return counter.decide(state, command, context);
      },
    };
    const handle = createCommandHandler({ store });
    const commandId = uuidv7();
    const first = await handle(once, "a", count(), { commandId });
    expect(await handle(once, "a", count(), { commandId })).toEqual(first);
    await expect(handle(once, "a", count(), { commandId: uuidv7() })).rejects.toThrow("That is too much.");
  });
});
