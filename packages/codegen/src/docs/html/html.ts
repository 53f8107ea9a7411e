/** HTML that is safe to be put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Value = string | number | Html | readonly Html[];

/** HTML with values in it: texts are escaped, for contents and for attributes in quotes; other HTML stays. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.map((text, index) => text + shown(values[index] ?? "")).join("") };
}

/** Pieces of HTML, one after another. */
export function joined(pieces: readonly Html[], separator = ""): Html {
  return { html: pieces.map((piece) => piece.html).join(separator) };
}

/** Text as HTML, also in an attribute in quotes. What HTML has no way to hold is left out. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function shown(value: Value): string {
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  return "html" in value ? value.html : joined(value).html;
}
