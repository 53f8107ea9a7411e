/** Text as HTML, also in an attribute in quotes. What HTML has no way to hold is left out. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
