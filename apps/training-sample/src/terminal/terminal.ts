import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Where a program for people writes to. */
export interface Terminal {
  /** Whether somebody watches as it is written, so that a line may be drawn over. */
  readonly interactive: boolean;
  line(text?: string): void;
  /** Draws over the present line; only where {@link interactive}. */
  redraw(text: string): void;
  /** The text in a colour or a weight, where that is wanted. */
  style(format: Format, text: string): string;
}

/** Colours on a terminal alone, and not where NO_COLOR (no-color.org) asks for none. */
export function terminalOn(
  output: { readonly isTTY?: boolean; write(text: string): unknown },
  env: Readonly<Record<string, string | undefined>>,
): Terminal {
  const interactive = output.isTTY === true && env.TERM !== "dumb";
  const coloured = interactive && (env.NO_COLOR ?? "") === "";
  return {
    interactive,
    line: (text = "") => void output.write(`${text}\n`),
    redraw: (text) => void output.write(`\r\u001b[2K${text}`),
    style: (format, text) => (coloured ? styleText(format, text, { validateStream: false }) : text),
  };
}
