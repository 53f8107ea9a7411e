/** How a file is written, so that what is put into it looks as if its author had. */
export interface TextStyle {
  readonly newline: "\n" | "\r\n" | "\r";
  /** One level of indentation. */
  readonly unit: string;
  readonly quote: '"' | "'";
  readonly semicolon: ";" | "";
}

/** The style of a text; of an empty one, that of generated code. */
export function textStyleOf(text: string): TextStyle {
  return { newline: newlineOf(text), unit: unitOf(text), quote: quoteOf(text), semicolon: semicolonOf(text) };
}

/** The first line end decides. */
function newlineOf(text: string): TextStyle["newline"] {
  const [found] = /\r\n|\n|\r/.exec(text) ?? [];
  return found === "\r\n" || found === "\r" ? found : "\n";
}

/** A tab if the first indented line has one; else the fewest spaces that a line is indented by, comments' stars aside. */
function unitOf(text: string): string {
  const indents = [...text.matchAll(/^([ \t]+)(?![ \t*\r\n])/gm)].map(([, indent = ""]) => indent);
  if (indents[0]?.startsWith("\t")) return "\t";
  const widths = indents.filter((indent) => !indent.includes("\t")).map((indent) => indent.length);
  const narrowest = Math.min(...widths);
  return narrowest >= 2 && narrowest <= 8 ? " ".repeat(narrowest) : "  ";
}

/** As the first import has it. */
function quoteOf(text: string): TextStyle["quote"] {
  const [, quote] = /^(?:import|export)\b[^"';]*(["'])/m.exec(text) ?? [];
  return quote === "'" ? "'" : '"';
}

/** None, if there are imports and none of them ends with one. */
function semicolonOf(text: string): TextStyle["semicolon"] {
  const imports = [...text.matchAll(/^import\b[^"';]*(?:"[^"\n]*"|'[^'\n]*')[ \t]*(;?)/gm)];
  return imports.length > 0 && imports.every(([, end]) => end === "") ? "" : ";";
}
