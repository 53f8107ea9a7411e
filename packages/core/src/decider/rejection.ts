/** The data of a rejection that declares none. */
export type NoData = Readonly<Record<never, never>>;

/** A named, typed refusal that `decide` returns: a value, not an exception. */
export interface Rejection<Name extends string = string, Data = unknown> {
  readonly kind: "rejection";
  readonly name: Name;
  /** The sentence for the person who was refused, as the model file has it. */
  readonly message: string;
  readonly data: Data;
}

/** Whether a decision is a refusal. */
export function isRejection<R extends Rejection>(
  decision: R | readonly unknown[] | { readonly type: string },
): decision is R {
  return "kind" in decision && decision.kind === "rejection";
}
