import type { JointOutcome } from "../../command/joint-outcome.js";
import type { Outcome } from "../../command/outcome.js";
import type { ExpectedVersion } from "../../ports/event-store.js";
import type { AccountCommand } from "./account-model.js";
import type { TransferCommand } from "./transfer.js";

/** What became of a call. */
export type Answer<Result> =
  | { readonly kind: "outcome"; readonly outcome: Result }
  | { readonly kind: "error"; readonly error: unknown };

/** One call of a command handler, and what is known of it from outside. */
export interface CallOf<Kind, Request, Result> {
  readonly kind: Kind;
  readonly number: number;
  /** Names the call to its decider and on its events. */
  readonly actor: string;
  /** A number for each process; one that was started anew has another. */
  readonly process: number;
  readonly request: Request;
  readonly commandId: string | undefined;
  readonly leaving: AbortController;
  /** Moment of the call. */
  readonly begin: number;
  /** Moment of the answer. */
  end?: number;
  answer?: Answer<Result>;
  /** Its process ended before it could answer. */
  isKilled: boolean;
  /** Per decision what its ids were. */
  readonly newIds: (readonly string[])[];
  /** Decisions after its caller had left. */
  decidedInVain: number;
}

export type SingleCall = CallOf<
  "command",
  {
    readonly streamId: string;
    readonly command: AccountCommand;
    readonly expectedVersion: ExpectedVersion | undefined;
  },
  Outcome
>;
export type JointCall = CallOf<
  "transfer",
  { readonly from: string; readonly to: string; readonly command: TransferCommand },
  JointOutcome
>;
export type Call = SingleCall | JointCall;

export function streamIdsOf({ kind, request }: Call): readonly string[] {
  return kind === "command" ? [request.streamId] : [request.from, request.to];
}
