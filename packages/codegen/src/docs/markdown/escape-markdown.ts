import { richText } from "../rich-text.js";

/**
 * Any text as Markdown that shows it as it is, on one line: nothing in it becomes markup, HTML, a link, a mention or a
 * formula, and in a cell of a table it stays in its cell.
 */
export function escapeMarkdown(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*_{}[\]<>#|~$&]/g, (character) => `&#${character.charCodeAt(0)};`)
      // A mention, an emoji, and what GitHub would make a link of.
      .replace(/@/g, "&#64;")
      .replace(/:(?=\S)/g, "&#58;")
      .replace(/www\./gi, (www) => `${www.slice(0, 3)}&#46;`)
      // At the beginning of a line: a list, a rule, a heading's underline.
      .replace(/^([-+=])/, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/^(\d+)([.)])/, (_, number: string, mark: string) => `${number}&#${mark.charCodeAt(0)};`)
  );
}

/** Any text as code on one line: between backticks, or as HTML where these, or a cell of a table, would end early. */
export function codeMarkdown(text: string): string {
  const line = oneLine(text);
  if (/^[^`|$\\]+$/.test(line)) return `\`${line}\``;
  const content = line.replace(/[^A-Za-z0-9 ,]/gu, (character) => `&#${character.codePointAt(0)};`);
  return content === "" ? "" : `<code>${content}</code>`;
}

/** A JSDoc text as Markdown: paragraphs, with code where it has backticks. */
export function docMarkdown(doc: string): string {
  return paragraphsOf(doc).join("\n\n");
}

/** {@link docMarkdown} on one line, for a cell of a table. */
export function docCell(doc: string | undefined): string {
  return paragraphsOf(doc ?? "").join("<br>");
}

function paragraphsOf(doc: string): readonly string[] {
  return richText(doc)
    .map((pieces) => {
      const texts = pieces.map(({ kind, text }) => (kind === "code" ? codeMarkdown(text) : spaced(text)));
      // Only now is it known what stands at the beginning of the line.
      return texts.join("").trim();
    })
    .filter((text) => text !== "");
}

/** The spaces around a piece of prose belong between it and the code beside it. */
function spaced(text: string): string {
  const flat = text.replace(/\s+/g, " ");
  return `${flat.startsWith(" ") ? " " : ""}${escapeMarkdown(flat)}${flat.length > 1 && flat.endsWith(" ") ? " " : ""}`;
}

function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
}
