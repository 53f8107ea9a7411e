import { describe, expect, it } from "vitest";
import { type CounterDecider, counter, counterCodec } from "../test-support/counter.js";
import { close, count, counted, newEvent, noWait } from "../test-support/counter-commands.js";
import { ProbedStore } from "../test-support/probed-store.js";
import { stateOfCounter } from "../test-support/state-of-counter.js";
import { uuidv7 } from "../values/uuidv7.js";
import { eventsOfCommand } from "./events-of-command.js";
import { createCommandHandler } from "./handle-command.js";
import type { Outcome } from "./outcome.js";

/** Two events for every count: by as much, and by one more. */
const twice: CounterDecider = {
  ...counter,
  decide(state, command, context) {
    const decision = counter.decide(state, command, context);
    return command.type === "Count" && Array.isArray(decision) ? [...decision, counted(command.data.by + 1)] : decision;
  },
};

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

  it("gets its first events and version, on the same handler and on another, and stores nothing", async () => {
    const store = new ProbedStore();
    const commandId = uuidv7();
    const handle = createCommandHandler({ store });
    const first = await handle(twice, "a", count(2), { commandId });
    expect(first).toMatchObject({ accepted: true, version: 2, position: 2 });
    for (const again of [handle, createCommandHandler({ store }), createCommandHandler({ store, cachedStreams: 0 })]) {
      expect(await again(twice, "a", count(2), { commandId })).toEqual(first);
    }
    expect(await stateOfCounter(store)).toMatchObject({ count: 5 });
  });

  it("gets its first events after other commands too, and none of theirs", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const [before, commandId, after] = [uuidv7(), uuidv7(), uuidv7()];
    await handle(twice, "a", count(1), { commandId: before });
    const first = await handle(twice, "a", count(2), { commandId });
    await handle(twice, "a", count(3), { commandId: after });
    await handle(twice, "a", count(4));
    expect(await handle(twice, "a", count(2), { commandId })).toEqual(first);
    expect(first).toMatchObject({ version: 4, events: [{ data: { by: 2 } }, { data: { by: 3 } }] });
  });

  it.each(["the same handler", "another"])(
    "gets its first events though it would be rejected by now, on %s",
    async (which) => {
      const store = new ProbedStore();
      const commandId = uuidv7();
      const handle = createCommandHandler({ store });
      const first = await handle(counter, "a", count(), { commandId });
      await handle(counter, "a", close);
      const again = which === "another" ? createCommandHandler({ store }) : handle;
      expect(await again(counter, "a", count(), { commandId })).toEqual(first);
      expect(await again(counter, "a", count())).toMatchObject({ accepted: false });
    },
  );

  it("gets its first events though there would be nothing to do by now", async () => {
    const store = new ProbedStore();
    const commandId = uuidv7();
    const handle = createCommandHandler({ store });
    const first = await handle(counter, "a", close, { commandId });
    expect(await handle(counter, "a", close, { commandId })).toEqual(first);
    expect(first).toMatchObject({ events: [{ type: "Closed" }] });
  });

  it.each([
    ["decided as accepted again", count(5)],
    ["decided as rejected", close],
  ])("beside others, %s: it gets its first events, and they what they would have got alone", async (_, last) => {
    const store = new ProbedStore();
    const commandId = uuidv7();
    const first = await createCommandHandler({ store })(counter, "a", count(1), { commandId });
    await createCommandHandler({ store })(counter, "a", last);
    const handle = createCommandHandler({ store });
    const batch: readonly Promise<Outcome>[] = [
      handle(counter, "a", count(10)),
      handle(counter, "a", count(1), { commandId }),
      handle(counter, "a", count(20), { commandId: uuidv7() }),
      handle(counter, "a", close),
    ];
    const [before, repeated, ...after] = await Promise.all(batch);
    expect(repeated).toEqual(first);
    if (last === close) {
      expect([before, ...after].map((outcome) => outcome?.accepted)).toEqual([false, false, true]);
      expect(await stateOfCounter(store)).toEqual({ count: 1, closed: true });
    } else {
      expect([before, ...after].map((outcome) => outcome?.version)).toEqual([3, 4, 5]);
      expect(await stateOfCounter(store)).toEqual({ count: 36, closed: true });
    }
  });

  it("beside one that was rejected for the events that it would have had now: that one is decided again", async () => {
    const store = new ProbedStore();
    const once: CounterDecider = {
      ...counter,
      decide: (state, command, context) => counter.decide({ ...state, closed: state.count > 1 }, command, context),
    };
    const commandId = uuidv7();
    const first = await createCommandHandler({ store })(once, "a", count(), { commandId });
    const handle = createCommandHandler({ store });
    const [repeated, other] = await Promise.all([
      handle(once, "a", count(), { commandId }),
      handle(once, "a", count(), { commandId: uuidv7() }),
    ]);
    expect(repeated).toEqual(first);
    expect(other).toMatchObject({ accepted: true, version: 2 });
  });

  it("at the same time, is stored once, and both get the same", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const commandId = uuidv7();
    const issued = [handle, handle, createCommandHandler({ store, retry: noWait })];
    const outcomes = await Promise.all(issued.map((each) => each(counter, "a", count(3), { commandId })));
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(await stateOfCounter(store)).toMatchObject({ count: 3 });
  });

  it("gets what another process has stored for it meanwhile", async () => {
    const store = new ProbedStore();
    const commandId = uuidv7();
    const [here, there] = [createCommandHandler({ store, retry: noWait }), createCommandHandler({ store })];
    const append = store.holdAppend();
    const held = here(counter, "a", count(3), { commandId });
    await append.reached;
    const first = await there(counter, "a", count(3), { commandId });
    append.letGo();
    expect(await held).toEqual(first);
    expect(await stateOfCounter(store)).toMatchObject({ count: 3 });
  });

  it("is a command of its own on another stream", async () => {
    const store = new ProbedStore();
    const handle = createCommandHandler({ store });
    const commandId = uuidv7();
    await handle(counter, "a", count(3), { commandId });
    expect(await handle(counter, "b", count(4), { commandId })).toMatchObject({ events: [{ data: { by: 4 } }] });
  });

  it("is decided anew if it was rejected", async () => {
    const store = new ProbedStore();
    const reopening: CounterDecider = {
      ...counter,
      evolve: (state, event) => ({ ...counter.evolve(state, event), closed: event.type === "Closed" }),
    };
    const handle = createCommandHandler({ store, retry: noWait });
    const commandId = uuidv7();
    await handle(reopening, "a", close);
    expect(await handle(reopening, "a", count(), { commandId })).toMatchObject({ accepted: false });
    await store.rival("counter-a", counted());
    expect(await handle(reopening, "a", count(), { commandId })).toMatchObject({ accepted: true, version: 3 });
  });

  it("leaves out events that this build does not know where they are skipped, and refuses them elsewhere", async () => {
    const store = new ProbedStore();
    const commandId = uuidv7();
    await createCommandHandler({ store })(counter, "a", count(), { commandId });
    const forgetful: CounterDecider = {
      ...counter,
      codec: {
        ...counter.codec,
        reads: () => false,
        decode: () => {
          throw new Error("It is not known.");
        },
      },
    };
    const skipping = createCommandHandler({ store, unknownEvents: "skip" });
    expect(await skipping(forgetful, "a", close, { commandId })).toMatchObject({ events: [], version: 1 });
    await expect(createCommandHandler({ store })(forgetful, "a", close, { commandId })).rejects.toThrow();
  });
});

describe("The events of a command", () => {
  const command = { streamId: "counter-a", commandId: uuidv7(), version: 1 };
  const unread = { ...counterCodec, reads: () => false };

  async function stored(data = { by: 1, key: "" }) {
    const store = new ProbedStore();
    const event = { ...newEvent(counted()), data, metadata: { commandId: command.commandId } };
    await store.append({ streamId: "counter-a", expectedVersion: 0, events: [event] });
    return store;
  }

  it("that this build knows are there where others are skipped, and none is passed over elsewhere", async () => {
    const store = await stored();
    expect(await eventsOfCommand(store, counterCodec, command, { unknownEvents: "skip" })).toHaveLength(1);
    expect(await eventsOfCommand(store, unread, command, { unknownEvents: "skip" })).toEqual([]);
    expect(await eventsOfCommand(store, unread, command, {})).toHaveLength(1);
  });

  it("are trusted as they are stored, unless they are to be checked", async () => {
    const store = await stored({ by: 0.5, key: "" });
    expect(await eventsOfCommand(store, counterCodec, command, {})).toMatchObject([{ data: { by: 0.5 } }]);
    const checked = eventsOfCommand(store, counterCodec, command, { checkStored: true });
    await expect(checked).rejects.toMatchObject({ code: "invalid-data" });
  });
});

describe("An id of a command", () => {
  it.each(["", "7", "0198C000-0000-7000-8000-000000000001", "0198c000-0000-7000-8000-00000000000", 7 as never])(
    "is refused if it is %j: a lower-case UUID has one spelling",
    async (commandId) => {
      const store = new ProbedStore();
      const handled = createCommandHandler({ store })(counter, "a", count(), { commandId });
      await expect(handled).rejects.toMatchObject({ code: "invalid-data" });
      expect(store.appends).toEqual([]);
    },
  );
});
