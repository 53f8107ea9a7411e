import {
  createCommandHandler,
  MemoryEventStore,
  MemoryListenerStore,
  MemoryReadModelStore,
  readModelListener,
} from "../index.js";
import { type CounterEvent, counter, counters } from "../test-support/counter.js";

// What whoever handles commands gets from the compiler.

const handle = createCommandHandler({ store: new MemoryEventStore() });

export async function callers(): Promise<void> {
  const outcome = await handle(counter, "a", { type: "Count", data: { by: 1 } });
  if (outcome.accepted) {
    outcome.events satisfies readonly CounterEvent[];
    // @ts-expect-error an accepted command has no rejection
    outcome.rejection;
  } else {
    outcome.rejection.name satisfies "IsClosed";
    outcome.rejection.data.count satisfies number;
    // @ts-expect-error the rejection has no such data
    outcome.rejection.data.reason;
  }

  // @ts-expect-error there is no such command
  await handle(counter, "a", { type: "Recount", data: {} });
  // @ts-expect-error the command's data are others
  await handle(counter, "a", { type: "Count", data: { by: "1" } });
  // @ts-expect-error ids are strings
  await handle(counter, 1, { type: "Close", data: {} });
}

// Listeners take read models of any rows, also from a list of several.
const store = new MemoryReadModelStore({ listeners: new MemoryListenerStore() });
for (const each of [counters, { ...counters, name: "again" }]) readModelListener(each, store);
