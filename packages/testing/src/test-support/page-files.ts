/** The files that a piece of Markdown shows: blocks of TypeScript whose first line is a comment with the file's name. */
export function pageFiles(markdown: string): Readonly<Record<string, string>> {
  const blocks = markdown.matchAll(/^```ts\n\/\/ (\S+\.ts)\n(.*?)^```$/gms);
  return Object.fromEntries([...blocks].map(([, file = "", text = ""]) => [file, text]));
}
