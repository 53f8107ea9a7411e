/** Text put into a file; every other byte stays. */
export interface Insertion {
  /** In UTF-16 code units, in the text as it was. */
  readonly offset: number;
  readonly text: string;
}

/** The text with everything inserted; of two insertions at one place the earlier in the list comes first. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { offset, text: inserted } of [...insertions].sort((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(from, offset), inserted);
    from = offset;
  }
  return [...parts, text.slice(from)].join("");
}
