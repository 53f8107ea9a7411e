import type { JointOutcome } from "../command/joint-outcome.js";
import type { Outcome } from "../command/outcome.js";
import type { EventMetadata } from "./event-store.js";

/** What a command came to, on one stream or on several. */
export type AnyOutcome = Outcome | JointOutcome;

/** A command on its way. */
export interface ObservedCommand {
  /** The aggregate's name in the model, e.g. `Training`; of a joint decision its own name. */
  readonly aggregate: string;
  /** The command's type, e.g. `StartVideo`. */
  readonly command: string;
  /** One; of a joint decision all. */
  readonly streamIds: readonly string[];
  readonly commandId: string | undefined;
}

/** Where the state came from that a batch of commands was decided on. */
export interface ObservedLoad {
  readonly streamId: string;
  /** What the fold started from. */
  readonly from: "cache" | "snapshot" | "beginning";
  /** Events read and folded onto it. */
  readonly events: number;
}

/** Commands of one stream that were decided together, and what became of their one append. A joint decision has one per stream. */
export interface ObservedAppend {
  readonly streamId: string;
  readonly commands: number;
  readonly events: number;
  /**
   * `stored`: it is committed, or without events the version is confirmed. `repeated`: nothing was stored, as some command had
   * been settled before. `failed`: nothing was stored, or nobody knows.
   */
  readonly result: "stored" | "repeated" | "conflict" | "failed";
}

/** A conflict that leads to another attempt. */
export interface ObservedConflict {
  readonly streamId: string;
  /** Attempt that met it, from 1. */
  readonly attempt: number;
  readonly expected: number;
  readonly actual: number;
}

/**
 * Watches command handling, for traces and metrics. `@factum/opentelemetry` implements it.
 *
 * What it throws is written to the console and changes nothing; only {@link around} takes part in the handling.
 */
export interface CommandObserver {
  /**
   * Runs around the handling of each command, from when its id and data are found valid until it is answered, and hands on
   * what `handle` comes to, a failure too.
   *
   * @param handle to be called once, at once; its argument goes into the metadata of every event, e.g. the trace context
   */
  around?(command: ObservedCommand, handle: (metadata: EventMetadata) => Promise<AnyOutcome>): Promise<AnyOutcome>;
  loaded?(load: ObservedLoad): void;
  appended?(append: ObservedAppend): void;
  conflicted?(conflict: ObservedConflict): void;
}
