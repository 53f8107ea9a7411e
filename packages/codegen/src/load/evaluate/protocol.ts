import type { LoadedModel } from "../../model/loaded-model.js";
import type { ImportEdge } from "./import-edge.js";

/** To the child: evaluate these model files (absolute paths), in this order. */
export interface EvaluateRequest {
  readonly files: readonly string[];
}

/** From the child, while it works and when it is done. */
export type EvaluateReply =
  /** Sent before a file is imported, so that a hang or a crash has a name. */
  { readonly type: "evaluating"; readonly file: string } | ({ readonly type: "done" } & Evaluation);

export interface Evaluation {
  /** One a file, in the order asked for. */
  readonly results: readonly EvaluatedFile[];
  /** Every import that was resolved on the way. */
  readonly edges: readonly ImportEdge[];
}

export type EvaluatedFile =
  | { readonly file: string; readonly model: LoadedModel }
  | { readonly file: string; readonly failure: EvaluationFailure };

export type EvaluationFailure =
  | { readonly kind: "threw"; readonly message: string; readonly at?: StackPlace }
  | { readonly kind: "no-default-export" }
  | { readonly kind: "not-a-model"; readonly got: string }
  | { readonly kind: "timed-out"; readonly seconds: number }
  | { readonly kind: "ended"; readonly how: string };

/** A place that a stack trace or the TypeScript transform names. */
export interface StackPlace {
  /** Absolute. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}
