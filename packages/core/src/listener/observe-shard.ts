import type {
  BatchResult,
  ListenerObserver,
  ObservedBatch,
  ObservedFailure,
  ObservedParking,
  ObservedPlace,
  ObservedShard,
} from "../ports/listener-observer.js";
import { callGuarded } from "../values/call-guarded.js";

type Of<Observed extends ObservedShard> = Omit<Observed, keyof ObservedShard>;

/** What happens to one shard, told to the observer, if there is one. None of it throws but what `handle` throws. */
export interface ShardObserver {
  around(batch: Of<ObservedBatch>, handle: () => Promise<BatchResult>): Promise<BatchResult>;
  placed(place: Of<ObservedPlace>): void;
  failed(failure: Of<ObservedFailure>): void;
  parked(parking: Of<ObservedParking>): void;
  left(): void;
}

export function observeShard(observer: ListenerObserver | undefined, shard: ObservedShard): ShardObserver {
  return {
    around: (batch, handle) => observer?.around?.({ ...shard, ...batch }, handle) ?? handle(),
    placed: (place) => guarded(() => observer?.placed?.({ ...shard, ...place })),
    failed: (failure) => guarded(() => observer?.failed?.({ ...shard, ...failure })),
    parked: (parking) => guarded(() => observer?.parked?.({ ...shard, ...parking })),
    left: () => guarded(() => observer?.left?.(shard)),
  };
}

function guarded(call: () => unknown): void {
  callGuarded(call, (thrown) => console.error("The observer of the listeners threw:", thrown));
}
