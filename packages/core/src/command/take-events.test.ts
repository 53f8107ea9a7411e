import { describe, expect, it } from "vitest";
import { type CounterDecider, counter } from "../test-support/counter.js";
import { count, counted } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { uuidv7 } from "../values/uuidv7.js";
import { createCommandHandler } from "./handle-command.js";

describe("The events of a decision", () => {
  it("are not stored if evolve throws on one of them: nobody could read the stream again", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const fragile: CounterDecider = {
      ...counter,
      decide: (_, command) => (command.type === "Close" ? [] : [counted(1), counted(command.data.by)]),
      evolve(state, event) {
        if (event.type === "Counted" && event.data.by === 13) throw new Error("Not 13.");
        return counter.evolve(state, event);
      },
    };
    const [throws, passes] = await Promise.allSettled([
      handle(fragile, "a", count(13)),
      handle(fragile, "a", count(2)),
    ]);
    expect(throws).toMatchObject({ reason: { message: "Not 13." } });
    // The state that it left half-way is nobody's.
    expect(passes).toMatchObject({ value: { accepted: true, version: 2 } });
    expect(await store.safePosition()).toBe(2);
  });

  it.each([true, false])(
    "are frozen in the answer, since the state may share parts (freezeStates: %s)",
    async (freezeStates) => {
      const store = new ProbedStore();
      const handle = createCommandHandler({ store, freezeStates });
      const commandId = uuidv7();
      for (const _ of ["first", "repeated"]) {
        const outcome = await handle(counter, "a", count(), { commandId });
        const [event] = outcome.accepted ? outcome.events : [];
        expect([Object.isFrozen(event), Object.isFrozen(event?.data)]).toEqual([true, true]);
      }
    },
  );
});
