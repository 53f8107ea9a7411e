/** A piece of a comment: prose, or something between backticks. */
export interface TextPiece {
  readonly kind: "text" | "code";
  readonly text: string;
}

/**
 * A JSDoc text as paragraphs of prose and code, nothing else of Markdown: what is not between two backticks of one line is
 * prose, whatever it looks like. `{@link Name}` is code. Tags such as `@example` begin a paragraph.
 */
export function richText(doc: string): readonly (readonly TextPiece[])[] {
  return doc
    .split(/\n\s*\n|\n(?=\s*@\w)/)
    .map((paragraph) => pieces(paragraph.replace(/\{@link\s+([^}|\s`]+)[^}`]*\}/g, "`$1`").trim()))
    .filter((paragraph) => paragraph.length > 0);
}

function pieces(paragraph: string): readonly TextPiece[] {
  return paragraph
    .split(/(`[^`\n]+`)/)
    .filter((part) => part !== "")
    .map((part) =>
      part.length > 2 && part.startsWith("`") && part.endsWith("`")
        ? { kind: "code", text: part.slice(1, -1) }
        : { kind: "text", text: part },
    );
}
