/** A block of code on a page that begins with the name of its file. */
export interface ExampleFile {
  /** `src/training.model.ts`, whatever comes behind it. */
  readonly file: string;
  /** Whether it is the file of former times, which the lock was written from. */
  readonly isLocked: boolean;
  readonly text: string;
}

/** The files that a piece of Markdown shows, in its order. */
export function examplesIn(markdown: string): readonly ExampleFile[] {
  const blocks = markdown.matchAll(/^```ts\n\/\/ (src\/[^\n,]+)(, as it was locked)?\n(.*?)^```$/gms);
  return [...blocks].map(([, file = "", locked, text = ""]) => ({ file, isLocked: locked !== undefined, text }));
}

/** What stands below a heading of the second level; empty if there is none. */
export function sectionOf(markdown: string, heading: string): string {
  return markdown.split(/^## /m).find((section) => section.startsWith(`${heading}\n`)) ?? "";
}

/** Files that are ways out each on their own: another one begins where a file is shown again. */
export function alternatives(files: readonly ExampleFile[]): readonly (readonly ExampleFile[])[] {
  const ways: ExampleFile[][] = [];
  for (const each of files) {
    const way = ways.at(-1);
    if (way === undefined || way.some(({ file }) => file === each.file)) ways.push([each]);
    else way.push(each);
  }
  return ways;
}
