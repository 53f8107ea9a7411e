import { richText } from "../rich-text.js";
import { type Html, html } from "./html.js";

/** A JSDoc text as HTML: paragraphs, with code where it has backticks. */
export function docHtml(doc: string | undefined): readonly Html[] {
  return richText(doc ?? "").map(
    (pieces) =>
      html`<p class="doc">${pieces.map(({ kind, text }) => (kind === "code" ? html`<code>${text}</code>` : html`${text}`))}</p>`,
  );
}
