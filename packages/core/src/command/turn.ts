import { AsyncResource } from "node:async_hooks";

/** Somebody who waits in a stream's queue for a while without commands, e.g. a decision on several streams. */
export class Turn {
  readonly isAnswered = false;
  /** Never rejects. */
  readonly take: () => Promise<void>;

  /** @param work done in the caller's context, not in that of whoever woke the queue; never rejects */
  constructor(work: () => Promise<void>) {
    this.take = AsyncResource.bind(work);
  }
}
