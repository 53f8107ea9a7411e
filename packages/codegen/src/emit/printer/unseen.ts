/**
 * Characters of generated code that a reviewer would not see: controls, marks that turn the direction of a line, what
 * has no width, halves of characters. Tabs and ends of lines are left, and joiners, since emoji and some scripts are
 * written with them.
 *
 * Written out, because what a class like `\p{C}` holds depends on the version of Node, and generated code may not.
 */
export const UNSEEN = new RegExp(
  [
    // Controls, but for tab, line feed and carriage return.
    "[\\0-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F]",
    // Marks of direction, what has no width, separators of lines and paragraphs.
    "[\\u00AD\\u061C\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB]",
    "[\\u{E0000}-\\u{E007F}]",
    "[\\uD800-\\uDFFF]",
  ].join("|"),
  "gu",
);

/** Each UTF-16 code unit as an escape like `\u202e`. */
export function escapedUnits(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    return `\\u${text.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }).join("");
}
