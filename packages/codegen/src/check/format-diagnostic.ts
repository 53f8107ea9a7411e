import { codeFrame } from "./code-frame.js";
import type { Diagnostic } from "./diagnostic.js";
import { visibleText } from "./visible-text.js";

const COLORS = { error: 31, warning: 33, place: 36, frame: 2 } as const;

/**
 * A diagnostic for a terminal: place, code, sentence, the line with the place marked, what to do.
 *
 * @param options.color whether to use colours; default no
 */
export function formatDiagnostic(diagnostic: Diagnostic, options: { readonly color?: boolean } = {}): string {
  const { code, severity, message, hint, location } = diagnostic;
  const { file, line, column } = location;
  const paint = (text: string, color: keyof typeof COLORS) =>
    options.color === true ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;

  const { number, text, mark, toLine } = codeFrame(location);
  const margin = " ".repeat(number.length);
  const spaces = mark.slice(0, mark.indexOf("^"));
  const frame = [
    `  ${paint(`${number} |`, "frame")} ${text}`,
    `  ${paint(`${margin} |`, "frame")} ${spaces}${paint(mark.slice(spaces.length), severity)}`,
    ...(toLine === undefined ? [] : [`  ${paint(`${margin} |`, "frame")} … to line ${toLine}`]),
  ];
  const head = `${paint(`${visibleText(file)}:${line}:${column}`, "place")} ${paint(`${severity} ${code}`, severity)}: ${visibleText(message)}`;
  const advice =
    hint === undefined
      ? []
      : [
          "",
          ...visibleText(hint)
            .split("\n")
            .map((each) => `  ${each}`.trimEnd()),
        ];
  return [head, "", ...frame, ...advice, ""].join("\n");
}
