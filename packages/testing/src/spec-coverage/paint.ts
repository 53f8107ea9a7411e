/** Colours of a terminal, or none. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strong: (text: string) => string;
}

export const PLAIN: Paint = { good: String, bad: String, dim: String, strong: String };

export const COLOURED: Paint = { good: ansi(32), bad: ansi(31), dim: ansi(2, 22), strong: ansi(1, 22) };

function ansi(on: number, off = 39): (text: string) => string {
  return (text) => (text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`);
}
