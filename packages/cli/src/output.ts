/** Where a verb writes to. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
