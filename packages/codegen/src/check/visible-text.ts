/**
 * A text that does nothing to the terminal that shows it: with signs for what would move the cursor, colour, turn the
 * direction, or not be seen. Ends of lines and tabs stay.
 */
export function visibleText(text: string): string {
  return text.replace(/[^\P{C}\t\n\u200C\u200D]|[\u2028\u2029]/gu, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\uFFFD";
  });
}
