import { ConflictError } from "../errors/conflict-error.js";
import type { HeldStream } from "../ports/event-store.js";
import { wait } from "../values/wait.js";
import type { CommandRuntime } from "./command-runtime.js";
import { commitBatch } from "./commit-batch.js";
import { decideBatch } from "./decide-batch.js";
import { fullJitter } from "./full-jitter.js";
import { loadStream } from "./load-stream.js";
import type { Outcome } from "./outcome.js";
import type { PendingCommand } from "./pending-command.js";
import { saveSnapshot } from "./snapshots.js";
import type { AnyDecider, KnownStream } from "./state-cache.js";
import { Turn } from "./turn.js";

/** Commands decided together, at most. */
const MAX_COMMANDS = 256;

type Batch = readonly [PendingCommand, ...PendingCommand[]];

/**
 * The commands of one stream in this process, in the order in which they came: those that wait are decided together, one
 * after another on the evolving state, and appended together. The next ones are decided when that append has committed.
 *
 * A hot stream so costs one append a batch, and meets the conflicts of other processes alone.
 */
export class StreamQueue {
  readonly #streamId: string;
  readonly #runtime: CommandRuntime;
  readonly #onIdle: () => void;
  #waiting: (PendingCommand | Turn)[] = [];
  #isRunning = false;
  /** After a conflict: what the stream was thought to be, and has passed. */
  #stale: KnownStream | undefined;
  /** Conflicts in a row. */
  #conflicts = 0;

  constructor(streamId: string, runtime: CommandRuntime, onIdle: () => void) {
    this.#streamId = streamId;
    this.#runtime = runtime;
    this.#onIdle = onIdle;
  }

  add(pending: PendingCommand | Turn): void {
    this.#waiting.push(pending);
    if (this.#isRunning) return;
    this.#isRunning = true;
    void this.#run();
  }

  /** Does `work` when those before it are answered, and before anybody behind it is decided. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.add(new Turn(() => work().then(resolve, reject)));
    });
  }

  async #run(): Promise<void> {
    // After this turn of the event loop, so that commands issued together go together.
    await Promise.resolve();
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      if (next instanceof Turn) await next.take();
      else await this.#answer(next);
    }
    this.#onIdle();
  }

  async #answer(batch: Batch): Promise<void> {
    try {
      await batch[0].runInAsyncScope(() => this.#handle(batch));
    } catch (error) {
      for (const pending of batch) if (!pending.isAnswered) pending.fail(error);
    }
  }

  /** The first ones that may be decided together: of one decider, and none of them twice. Or a turn. */
  #take(): Batch | Turn | undefined {
    if (this.#waiting.some(({ isAnswered }) => isAnswered)) {
      this.#waiting = this.#waiting.filter(({ isAnswered }) => !isAnswered);
    }
    const [first] = this.#waiting;
    if (first === undefined) return undefined;
    const taken = this.#waiting.splice(0, first instanceof Turn ? 1 : batchSize(first, this.#waiting));
    return first instanceof Turn ? first : (taken as unknown as Batch);
  }

  async #handle(batch: Batch): Promise<void> {
    const [first] = batch;
    if (first.remembered !== undefined) {
      const remembered = await first.remembered;
      if (remembered !== undefined) return first.answer(remembered as unknown as Outcome);
    }
    const held = await this.#holdIfLosing(first);
    if (held === undefined) return this.#attempt(batch, this.#runtime);
    try {
      await this.#attempt(batch, { ...this.#runtime, store: held });
    } finally {
      await held.release();
    }
  }

  /** What an outcome is remembered with is another transaction, which would wait for this one. */
  async #holdIfLosing({ remembered, request }: PendingCommand): Promise<HeldStream | undefined> {
    const { store, retry } = this.#runtime;
    if (store.hold === undefined || this.#conflicts < retry.holdAfter || remembered !== undefined) return undefined;
    // Nobody waits while a whole stream is read: only what has come since is read while it is held.
    if (this.#staleFor(request.decider) === undefined) {
      this.#stale = (await this.#know(request.decider, this.#runtime)).known;
    }
    return store.hold(this.#streamId);
  }

  async #attempt(batch: Batch, runtime: CommandRuntime): Promise<void> {
    const { cache } = runtime;
    const { decider } = batch[0].request;
    const { known, isFresh } = await this.#know(decider, runtime);
    const open = batch.filter(({ isAnswered }) => !isAnswered);
    for (const pending of open) pending.begin();

    const decided = decideBatch(open, known, runtime);
    const result = await commitBatch(runtime, this.#streamId, { known, decided, isFresh });
    switch (result.status) {
      case "committed":
        this.#conflicts = 0;
        cache.set(this.#streamId, saveSnapshot(this.#runtime, this.#streamId, result.known));
        break;
      case "unknown":
        cache.delete(this.#streamId);
        break;
      case "refused":
        // One of them is at fault, and nobody says which.
        for (const pending of result.again) pending.isAlone = true;
        this.#tryAgain(result.again);
        break;
      case "repeated":
        cache.delete(this.#streamId);
        this.#stale = known;
        this.#tryAgain(result.again);
        break;
      case "conflict":
        await this.#meetConflict(known, result.actual, result.again);
        break;
    }
  }

  /** The stream's state, and whether the store has just shown it to be the present one. */
  async #know(
    decider: AnyDecider,
    runtime: CommandRuntime,
  ): Promise<{ readonly known: KnownStream; readonly isFresh: boolean }> {
    const { cache, watch } = runtime;
    const stale = this.#stale;
    const from = this.#staleFor(decider);
    this.#stale = undefined;
    const cached = stale === undefined ? cache.get(this.#streamId, decider) : undefined;
    if (cached !== undefined) {
      watch.loaded({ streamId: this.#streamId, from: "cache", events: 0 });
      return { known: cached, isFresh: false };
    }
    const known = await loadStream(runtime, decider, this.#streamId, from);
    // Where there was nothing to read behind it, the stream may as well be shorter.
    return { known, isFresh: from === undefined || known.version > from.version };
  }

  /** What a stream of this decider may be read on from. */
  #staleFor(decider: AnyDecider): KnownStream | undefined {
    const stale = this.#stale;
    return stale?.decider === decider && this.#runtime.cache.isCurrent(stale) ? stale : undefined;
  }

  async #meetConflict(known: KnownStream, actual: number, again: readonly PendingCommand[]): Promise<void> {
    const { cache, retry, watch } = this.#runtime;
    const conflict = { streamId: this.#streamId, expected: known.version, actual };
    cache.delete(this.#streamId);
    this.#stale = actual > known.version ? known : undefined;
    this.#conflicts++;
    for (const pending of again) {
      pending.conflicts++;
      if (pending.conflicts < retry.maxAttempts) continue;
      pending.fail(new ConflictError({ ...conflict, attempts: pending.conflicts }));
    }
    const open = again.filter(({ isAnswered }) => !isAnswered);
    if (open.length === 0) return;
    watch.conflicted({ ...conflict, attempt: this.#conflicts });
    this.#tryAgain(open);
    await wait(fullJitter(retry, this.#conflicts));
  }

  /** Before those that have come meanwhile. */
  #tryAgain(again: readonly PendingCommand[]): void {
    for (const pending of again) pending.tryAgain();
    this.#waiting.unshift(...again);
  }
}

function batchSize(first: PendingCommand, waiting: readonly (PendingCommand | Turn)[]): number {
  if (waiting.length === 1 || first.isAlone) return 1;
  const { decider } = first.request;
  const ids = new Set<string>();
  let size = 0;
  for (const next of waiting) {
    if (next instanceof Turn || next.isAlone || next.request.decider !== decider) break;
    const { commandId } = next.request;
    if (commandId !== undefined && ids.has(commandId)) break;
    if (commandId !== undefined) ids.add(commandId);
    if (++size === MAX_COMMANDS) break;
  }
  return size;
}
