/**
 * What `decide` gets besides state and data. Generated code adds `event` and `reject`, the constructors of what this
 * command may emit and how it may refuse.
 */
export interface DecisionContext<Id extends string = string> {
  /** The aggregate instance that decides; its stream is `<category>-<id>`. */
  readonly id: Id;
  /** Stream version that the state has. */
  readonly version: number;
  /** ISO 8601 in UTC with milliseconds; read anew for every attempt. */
  readonly now: string;
  /** Who asked, as the application named them, if it did. */
  readonly actor: string | undefined;
  /** A fresh id. The n-th call of one command returns the same id on every attempt. */
  newId(): string;
}
