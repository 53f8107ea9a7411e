import { type AppendOutcome, CommitUnknownError } from "@factum/core";
import { type AppendGroup, charactersOf } from "./encoded-append.js";

/** A group of appends that waits for its outcome. */
export class QueuedGroup {
  readonly appends: AppendGroup;
  readonly events: number;
  /** Characters of its JSON. */
  readonly size: number;
  readonly streamIds: readonly string[];
  /** When its connection first broke under way, in milliseconds of the monotonic clock; then it may be stored already. */
  uncertainSince: number | undefined;
  /** When one of its streams was first found held. */
  heldSince: number | undefined;
  /** Times that it was rolled back for a reason that passes. */
  rollbacks = 0;
  settled = false;
  /** Whose append ids are the caller's own; for the others a duplicate is the very append, sent again. */
  readonly #givenIds: readonly boolean[];
  readonly #resolve: (outcomes: AppendOutcome[]) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #detach: () => void;
  readonly outcome: Promise<AppendOutcome[]>;

  /** @param options.withdraw takes the group out of wherever it waits; false if it is being sent */
  constructor(
    appends: AppendGroup,
    options: {
      readonly givenIds: readonly boolean[];
      readonly signal: AbortSignal | undefined;
      readonly withdraw: (group: QueuedGroup) => boolean;
    },
  ) {
    this.appends = appends;
    this.events = appends.reduce((sum, { events }) => sum + events.length, 0);
    this.size = charactersOf(appends);
    this.streamIds = appends.map(({ streamId }) => streamId);
    this.#givenIds = options.givenIds;
    const { promise, resolve, reject } = withResolvers<AppendOutcome[]>();
    this.outcome = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    const { signal, withdraw } = options;
    this.#signal = signal;
    const onAbort = () => {
      if (withdraw(this)) this.fail(signal?.reason);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#detach = () => signal?.removeEventListener("abort", onAbort);
  }

  succeed(outcomes: readonly AppendOutcome[]): void {
    this.#settle();
    // A group that was refused holds duplicates of what others have stored.
    const mayBeOwn =
      this.uncertainSince !== undefined &&
      outcomes.every(({ status }) => status === "stored" || status === "duplicate");
    this.#resolve(
      outcomes.map((outcome, index) =>
        mayBeOwn && outcome.status === "duplicate" && this.#givenIds[index] === false
          ? { ...outcome, status: "stored" }
          : outcome,
      ),
    );
  }

  /** Fails for the reason; or as of unknown fate, if an earlier call may have stored it. */
  fail(reason: unknown): void {
    this.#settle();
    const isCertain = this.uncertainSince === undefined || reason instanceof CommitUnknownError;
    this.#reject(isCertain ? reason : this.unknownFate(reason));
  }

  unknownFate(cause: unknown): CommitUnknownError {
    const eventIds = this.appends.flatMap(({ events }) => events.map(({ eventId }) => eventId));
    return new CommitUnknownError({ streamIds: [...new Set(this.streamIds)], eventIds, cause });
  }

  /** Gives up if its caller has, between two calls; true if it did. What may be stored already goes on. */
  gaveUp(): boolean {
    if (!this.settled && this.#signal?.aborted === true && this.uncertainSince === undefined)
      this.fail(this.#signal.reason);
    return this.settled;
  }

  #settle(): void {
    this.settled = true;
    this.#detach();
  }
}

function withResolvers<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((...functions) => {
    [resolve, reject] = functions;
  });
  return { promise, resolve, reject };
}
