import type { Doc } from "./doc.js";

/** The width that the repository's formatter is set to. */
const WIDTH = 120;
const INDENT = "  ";

interface Command {
  readonly indent: number;
  readonly broken: boolean;
  readonly doc: Doc;
}

/** The text of a doc, with as few line ends as the width allows. Lines end with `\n` on every system. */
export function printDoc(doc: Doc): string {
  const hard = new Map<object, boolean>();
  const stack: Command[] = [{ indent: 0, broken: true, doc }];
  let text = "";
  let column = 0;

  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { indent, broken, doc: current } = command;
    if (typeof current === "string") {
      text += current;
      column += current.length;
    } else if (isMany(current)) {
      pushAll(stack, current, indent, broken);
    } else if (current.kind === "indent") {
      stack.push({ indent: indent + 1, broken, doc: current.content });
    } else if (current.kind === "if-break") {
      stack.push({ indent, broken, doc: broken ? current.broken : current.flat });
    } else if (current.kind === "group") {
      const flat: Command = { indent, broken: false, doc: current.content };
      const breaks = hasHardline(current.content, hard) || !fits(flat, stack, WIDTH - column, hard);
      stack.push(breaks ? { ...flat, broken: true } : flat);
    } else if (broken || current.hard) {
      text += `\n${INDENT.repeat(indent)}`;
      column = INDENT.length * indent;
    } else {
      text += current.flat;
      column += current.flat.length;
    }
  }
  // A blank line has no trailing spaces.
  return text.replace(/ +$/gm, "");
}

function isMany(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function pushAll(stack: Command[], docs: readonly Doc[], indent: number, broken: boolean): void {
  for (const doc of [...docs].reverse()) stack.push({ indent, broken, doc });
}

/** Whether `next`, and what follows it up to the next possible line end, fits into `width`. */
function fits(next: Command, rest: readonly Command[], width: number, hard: Map<object, boolean>): boolean {
  let left = width;
  let following = rest.length;
  const stack: Command[] = [next];
  while (left >= 0) {
    let command = stack.pop();
    if (command === undefined) {
      if (following === 0) return true;
      following--;
      command = rest[following];
      if (command === undefined) return true;
    }
    const { indent, broken, doc } = command;
    if (typeof doc === "string") left -= doc.length;
    else if (isMany(doc)) pushAll(stack, doc, indent, broken);
    else if (doc.kind === "indent") stack.push({ indent, broken, doc: doc.content });
    else if (doc.kind === "if-break") stack.push({ indent, broken, doc: broken ? doc.broken : doc.flat });
    else if (doc.kind === "group") stack.push({ indent, broken: broken || hasHardline(doc, hard), doc: doc.content });
    else if (broken || doc.hard) return true;
    else left -= doc.flat.length;
  }
  return false;
}

function hasHardline(doc: Doc, known: Map<object, boolean>): boolean {
  if (typeof doc === "string") return false;
  const remembered = known.get(doc);
  if (remembered !== undefined) return remembered;
  const found = findHardline(doc, known);
  known.set(doc, found);
  return found;
}

function findHardline(doc: Exclude<Doc, string>, known: Map<object, boolean>): boolean {
  if (isMany(doc)) return doc.some((part) => hasHardline(part, known));
  if (doc.kind === "line") return doc.hard;
  if (doc.kind === "if-break") return hasHardline(doc.flat, known);
  return hasHardline(doc.content, known);
}
