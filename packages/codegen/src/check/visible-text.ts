import { UNSEEN } from "../emit/printer/unseen.js";

/**
 * A text that does nothing to the terminal that shows it: with signs for what would move the cursor, colour, turn the
 * direction, or not be seen. Ends of lines and tabs stay.
 */
export function visibleText(text: string): string {
  return text.replace(SIGNED, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\uFFFD";
  });
}

/** A carriage return is unseen too, in a terminal: what follows it overwrites the line. */
const SIGNED = new RegExp(`${UNSEEN.source}|\\r`, "gu");
