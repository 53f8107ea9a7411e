/** Where a verb writes to. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether what is written to `out` may be coloured. Default: no. */
  readonly color?: boolean;
  /** Whether what is written to `err` may be. Default: no. */
  readonly errorColor?: boolean;
  /** How many characters fit on a line of `err` that may be written over, for it is a terminal. Default: it is none. */
  readonly width?: () => number | undefined;
  /** How much `out` shows at once. Default: it is no terminal. */
  readonly size?: () => { readonly columns: number; readonly rows: number } | undefined;
  /** Whether `out` is a terminal, whose screen may be cleared. Default: no. */
  readonly isTerminal?: boolean;
  /** Asks whoever sits at the terminal; the empty text is no answer. Default: nobody sits there. */
  readonly ask?: (question: string) => Promise<string>;
}
