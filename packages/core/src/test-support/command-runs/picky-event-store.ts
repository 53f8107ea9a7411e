import { InvalidDataError } from "../../errors/invalid-data-error.js";
import { MemoryEventStore } from "../../memory/memory-event-store.js";
import type { Append, AppendOptions, AppendOutcome } from "../../ports/event-store.js";
import { UNSTORABLE_AMOUNT } from "./account.js";

/** Refuses one amount: whatever goes with it is not stored either. */
export class PickyEventStore extends MemoryEventStore {
  override async appendAll(appends: readonly Append[], options?: AppendOptions): Promise<readonly AppendOutcome[]> {
    for (const { streamId, events } of appends) {
      if (events.every(({ data }) => data.amount !== UNSTORABLE_AMOUNT)) continue;
      throw new InvalidDataError(`the append to "${streamId}"`, [{ path: "amount", message: "is not storable" }]);
    }
    return super.appendAll(appends, options);
  }
}
