import { createEventRegistry, type InCategory, MemoryListenerStore, reaction } from "../index.js";
import { type CounterRecordedEvent, counterCodec } from "../test-support/counter.js";

// What whoever writes a reaction gets from the compiler.

const events = createEventRegistry<InCategory<"counter", CounterRecordedEvent>>([counterCodec]);
const store = new MemoryListenerStore();

reaction(
  "Tally",
  {
    events,
    on: {
      counter: {
        Counted: async (event, { idempotencyKey, signal, attempt }) => {
          const told: readonly [number, "Counted", "counter", string, boolean, number] = [
            event.data.by,
            event.type,
            event.category,
            idempotencyKey,
            signal.aborted,
            attempt,
          ];
          await Promise.resolve(told);
          // @ts-expect-error its data have no such field
          void event.data.to;
        },
      },
    },
  },
  store,
);

// @ts-expect-error there is no such event
reaction("Tally", { events, on: { counter: { Recounted: () => {} } } }, store);
// @ts-expect-error there is no such category
reaction("Tally", { events, on: { order: {} } }, store);
// @ts-expect-error it is to be done before the checkpoint moves, and what comes of it goes nowhere
reaction("Tally", { events, on: { counter: { Counted: () => Promise.resolve(1) } } }, store);
