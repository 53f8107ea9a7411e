import { emptyStream, loadTail } from "../command/loaded-stream.js";
import { MemoryEventStore } from "../memory/memory-event-store.js";
import { type CounterState, counter } from "./counter.js";

/** What a counter's events come to, read behind the back of everybody who counts reads. */
export async function stateOfCounter(store: MemoryEventStore, id = "a"): Promise<CounterState> {
  const reader = { readStream: MemoryEventStore.prototype.readStream.bind(store) };
  return (await loadTail(reader, counter, `counter-${id}`, emptyStream(counter))).state;
}
