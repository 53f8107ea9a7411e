/** A mistake that somebody might make in the sample, as edits of one of its files. */
export interface SeededBug {
  readonly name: string;
  /** Below the sample's `src`. */
  readonly file: string;
  /** Each text occurs once in the file. */
  readonly edits: readonly (readonly [text: string, becomes: string])[];
  /** What stands at the end of the file besides. */
  readonly adds?: string;
}
