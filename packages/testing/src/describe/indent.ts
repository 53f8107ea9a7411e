/** The text, every line of it two columns to the right. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
