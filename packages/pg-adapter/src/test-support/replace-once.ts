/** The text with `from`, which must stand in it exactly once, replaced. @throws {Error} if it does not */
export function replaceOnce(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`Stands ${parts.length - 1} times, not once: ${from}`);
  return parts.join(to);
}
