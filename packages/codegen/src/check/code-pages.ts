import { readdirSync, readFileSync } from "node:fs";

/** What there is to say about a diagnostic's code. */
export interface CodePage {
  readonly code: string;
  /** One line, from the page's heading. */
  readonly title: string;
  /** The whole page, in Markdown. */
  readonly text: string;
}

/** The pages' folder: beside `src` in the repository, beside `dist` in the package. */
const FOLDER = new URL("../../docs/diagnostics/", import.meta.url);

/** A page for every code of a diagnostic, by code. */
export function codePages(): readonly CodePage[] {
  return readdirSync(FOLDER)
    .flatMap((file) => /^(F\d{4})\.md$/.exec(file)?.[1] ?? [])
    .sort()
    .map(readPage);
}

function readPage(code: string): CodePage {
  const text = readFileSync(new URL(`${code}.md`, FOLDER), "utf8").replaceAll("\r\n", "\n");
  const [heading = ""] = text.split("\n", 1);
  return { code, title: heading.replace(`# ${code}: `, ""), text };
}
