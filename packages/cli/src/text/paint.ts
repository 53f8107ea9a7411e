const CODES = { red: 31, green: 32, yellow: 33, dim: 2 } as const;

export type Color = keyof typeof CODES;

/** The text in a colour, if there are to be colours. */
export function paint(text: string, color: Color, isColored: boolean | undefined): string {
  return isColored === true ? `\u001b[${CODES[color]}m${text}\u001b[0m` : text;
}
