import type { Location } from "../model/model-source.js";
import { characterWidth, textWidth } from "./text-width.js";
import { visibleText } from "./visible-text.js";

/** Longer lines are cut around their place: a minified file may be one line. In columns of a terminal. */
const MAX_WIDTH = 120;
/** How much of a long line stands before the place. */
const BEFORE = 40;

/** The line of a place as two texts of equal width: what is written there, and the mark below it. */
export interface CodeFrame {
  readonly number: string;
  readonly text: string;
  readonly mark: string;
  /** The place's last line, if that is another one. */
  readonly toLine?: number;
}

/**
 * What a terminal shows of a place. Wide characters and accents are counted as they are drawn, tabs stay tabs so that
 * the mark stands below its place however wide they are shown, and nothing in the line can act on the terminal.
 */
export function codeFrame({ line, column, length, end, text }: Location): CodeFrame {
  const before = visibleText(text.slice(0, column - 1));
  const marked = visibleText(text.slice(column - 1, column - 1 + length));
  const after = visibleText(text.slice(column - 1 + length));
  const [shown, indent, markWidth] = cut(before, marked, after);
  const mark = `${indent.replace(/[^\t]/gu, (character) => " ".repeat(characterWidth(character)))}${"^".repeat(markWidth)}`;
  return { number: String(line), text: shown, mark, ...(end === undefined ? {} : { toLine: end.line }) };
}

/** What is shown of the line, the part of it before the mark, and the mark's width. */
function cut(before: string, marked: string, after: string): readonly [string, string, number] {
  const whole = before + marked + after;
  if (textWidth(whole) <= MAX_WIDTH) return [whole, before, Math.max(1, textWidth(marked))];
  const start = textWidth(before) <= BEFORE ? before : `…${lastColumns(before, BEFORE - 1)}`;
  const middle = firstColumns(marked, MAX_WIDTH - textWidth(start));
  const rest = middle === marked ? firstColumns(after, MAX_WIDTH - textWidth(start + middle)) : "";
  const end = middle === marked && rest === after ? "" : "…";
  return [`${start}${middle}${rest}${end}`, start, Math.max(1, textWidth(middle))];
}

function firstColumns(text: string, width: number): string {
  let [taken, left] = ["", width];
  for (const character of text) {
    left -= characterWidth(character);
    if (left < 0) break;
    taken += character;
  }
  return taken;
}

function lastColumns(text: string, width: number): string {
  const characters = Array.from(text);
  let [start, left] = [characters.length, width];
  while (start > 0) {
    left -= characterWidth(characters[start - 1] ?? "");
    if (left < 0) break;
    start--;
  }
  return characters.slice(start).join("");
}
