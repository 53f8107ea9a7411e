import { InvalidOptionError } from "../errors/invalid-option-error.js";
import { systemClock } from "../ports/clock.js";
import type { CommandObserver } from "../ports/command-observer.js";
import { uuidv7Source } from "../ports/id-source.js";
import { callGuarded } from "../values/call-guarded.js";
import { deepFreeze } from "../values/deep-freeze.js";
import type { CommandRuntime } from "./command-runtime.js";
import { retryPolicyOf } from "./full-jitter.js";
import type { CommandHandlerOptions } from "./handle-command.js";
import type { Outcome } from "./outcome.js";
import { type CommandRequest, PendingCommand } from "./pending-command.js";
import { StateCache } from "./state-cache.js";
import { StreamQueue } from "./stream-queue.js";

const DEFAULT_CACHED_STREAMS = 10_000;

/** Where commands are handed in: one queue for every stream that has some, and what they share. */
export class CommandDesk {
  readonly runtime: CommandRuntime;
  readonly #queues = new Map<string, StreamQueue>();

  /** @throws {InvalidOptionError} */
  constructor(options: CommandHandlerOptions) {
    this.runtime = runtimeOf(options);
    const { cache } = this.runtime;
    // Whoever answers next may be a server that has lost what this one had acknowledged.
    options.store.onInterruption?.(() => cache.clear());
  }

  /** What the command comes to, once that is committed. */
  answer(request: CommandRequest): Promise<Outcome> {
    const { outcomes, ids } = this.runtime;
    const { streamId, commandId } = request;
    // It takes its place in the queue at once, whatever the look-up says.
    const remembered = commandId === undefined ? undefined : outcomes?.find(streamId, commandId);
    const pending = new PendingCommand(request, ids, remembered);
    this.#queueOf(streamId).add(pending);
    return pending.outcome;
  }

  /**
   * Does `work` when no command of these streams is under way in this process. Everybody waits for streams in one order, so
   * that nobody waits in a circle.
   */
  inTurn<T>(streamIds: readonly string[], work: () => Promise<T>): Promise<T> {
    const [first, ...rest] = streamIds.toSorted();
    return first === undefined ? work() : this.#queueOf(first).inTurn(() => this.inTurn(rest, work));
  }

  #queueOf(streamId: string): StreamQueue {
    let queue = this.#queues.get(streamId);
    if (queue === undefined) {
      queue = new StreamQueue(streamId, this.runtime, () => this.#queues.delete(streamId));
      this.#queues.set(streamId, queue);
    }
    return queue;
  }
}

function runtimeOf(options: CommandHandlerOptions): CommandRuntime {
  const { cachedStreams = DEFAULT_CACHED_STREAMS, freezeStates = process.env.NODE_ENV !== "production" } = options;
  if (!Number.isSafeInteger(cachedStreams) || cachedStreams < 0) {
    throw new InvalidOptionError("cachedStreams", cachedStreams, "a number of streams from 0");
  }
  const frozen = new WeakSet();
  return {
    store: options.store,
    clock: options.clock ?? systemClock,
    ids: options.ids ?? uuidv7Source,
    retry: retryPolicyOf(options.retry),
    cache: new StateCache(cachedStreams),
    reading: options,
    snapshots: options.snapshots,
    outcomes: options.rememberOutcomes,
    keepState: freezeStates ? (state) => deepFreeze(state, frozen) : (state) => state,
    watch: guarded(options.observer ?? {}),
    report: reporter(options.onError),
  };
}

/** No callback can change what becomes of a command. */
function guarded(observer: CommandObserver): CommandRuntime["watch"] {
  const onThrow = (thrown: unknown) => console.error("An observer of commands threw:", thrown);
  return {
    loaded: (load) => callGuarded(() => observer.loaded?.(load), onThrow),
    appended: (append) => callGuarded(() => observer.appended?.(append), onThrow),
    conflicted: (conflict) => callGuarded(() => observer.conflicted?.(conflict), onThrow),
  };
}

function reporter(onError: CommandHandlerOptions["onError"]): CommandRuntime["report"] {
  return (error, where) => {
    if (onError === undefined) console.error(`Command handling, ${where}:`, error);
    else
      callGuarded(
        () => onError(error, where),
        (thrown) => console.error("The onError callback of command handling threw:", thrown),
      );
  };
}
