import type { Examiner } from "@factum/codegen";
import { type EventStore, readBatches } from "@factum/core";
import { createTally, type FindingGroup } from "./tally.js";

/** Few enough that three batches of big events fit into memory, enough that a round trip is shared by many. */
const BATCH_SIZE = 500;

export interface CheckLogOptions {
  readonly store: EventStore;
  readonly examiner: Examiner;
  /** The first position that is looked at. */
  readonly from: number;
  /** How many examples of each group of findings are kept. */
  readonly examples: number;
  /** Stops at once; what was examined by then counts. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LogProgress) => void;
}

export interface LogProgress {
  readonly from: number;
  /** Every event from `from` up to here was examined. */
  readonly reached: number;
  /** The safe position when the check began: newer events are not looked at. */
  readonly to: number;
  readonly events: number;
  /** Events with at least one finding. */
  readonly unreadable: number;
}

export interface CheckedLog extends LogProgress {
  /** False if the signal stopped it before `to`. */
  readonly isComplete: boolean;
  /** By category, type, schema version, problem and path. */
  readonly groups: readonly FindingGroup[];
  /** Findings beyond so many groups, which are counted alone. */
  readonly ungrouped: number;
}

/**
 * Reads the log by position and has every event examined. In memory are a few batches, and a bounded number of findings.
 *
 * @throws {ExaminerError} naming between which positions the project's code ended or blocked its process
 * @throws what the store throws
 */
export async function checkLog(options: CheckLogOptions): Promise<CheckedLog> {
  const { store, examiner, from, examples, signal, onProgress } = options;
  const to = await store.safePosition();
  const tally = createTally(examples);
  let reached = Math.min(from - 1, to);
  let events = 0;
  const progress = (): LogProgress => ({ from, reached, to, events, unreadable: tally.events() });

  onProgress?.(progress());
  // Whatever the project's code is at: nobody waits for it any more.
  signal.addEventListener("abort", () => examiner.close(), { once: true });
  // One batch is examined while the next one is on its way: two are with the examiner, and no more.
  let before: Promise<void> = Promise.resolve();
  for await (const batch of readBatches(store, { after: from - 1, upTo: to, batchSize: BATCH_SIZE })) {
    const examined = examiner.examine(batch.events).then(
      (findings) => {
        if (signal.aborted) return;
        tally.add(findings);
        events += batch.events.length;
        reached = batch.to;
        onProgress?.(progress());
      },
      (cause: unknown) => {
        if (signal.aborted) return;
        const where = `between the positions ${batch.from + 1} and ${batch.to}`;
        throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nThis was ${where}.`, { cause });
      },
    );
    examined.catch(() => {}); // Thrown where it is awaited, one batch later.
    await before;
    if (signal.aborted) break;
    before = examined;
  }
  await before;
  return { ...progress(), isComplete: reached >= to || !signal.aborted, ...tally.result() };
}
