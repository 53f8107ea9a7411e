import type { Doc } from "./doc.js";

/** The width that the repository's formatter is set to. */
const WIDTH = 120;
const INDENT = "  ";
const SPACE = 32;

interface Command {
  readonly indent: number;
  readonly broken: boolean;
  readonly doc: Doc;
}

/** The text of a doc, with as few line ends as the width allows. Lines end with `\n` on every system. */
export function printDoc(doc: Doc): string {
  const hard = new Map<object, boolean>();
  const stack: Command[] = [{ indent: 0, broken: true, doc }];
  const ended: string[] = [];
  let current = "";
  let column = 0;

  for (let command = stack.pop(); command !== undefined; command = stack.pop()) {
    const { indent, broken, doc: next } = command;
    if (typeof next === "string") {
      current += next;
      column += next.length;
    } else if (isMany(next)) {
      pushAll(stack, next, indent, broken);
    } else if (next.kind === "indent") {
      stack.push({ indent: indent + 1, broken, doc: next.content });
    } else if (next.kind === "if-break") {
      stack.push({ indent, broken, doc: broken ? next.broken : next.flat });
    } else if (next.kind === "group") {
      const breaks = hasHardline(next.content, hard) || !fits(next.content, stack, WIDTH - column, hard);
      stack.push({ indent, broken: breaks, doc: next.content });
    } else if (broken || next.hard) {
      ended.push(withoutSpaces(current));
      current = INDENT.repeat(indent);
      column = INDENT.length * indent;
    } else {
      current += next.flat;
      column += next.flat.length;
    }
  }
  return [...ended, withoutSpaces(current)].join("\n");
}

/** A line without the spaces at its end; a blank line is all indent. */
function withoutSpaces(text: string): string {
  let { length } = text;
  while (text.charCodeAt(length - 1) === SPACE) length--;
  return text.slice(0, length);
}

function isMany(doc: Doc): doc is readonly Doc[] {
  return Array.isArray(doc);
}

function pushAll(stack: Command[], docs: readonly Doc[], indent: number, broken: boolean): void {
  for (let index = docs.length - 1; index >= 0; index--) {
    const doc = docs[index];
    if (doc !== undefined && doc !== "") stack.push({ indent, broken, doc });
  }
}

/** Whether `next`, and what follows it up to the next possible line end, fits into `width`. */
function fits(next: Doc, rest: readonly Command[], width: number, hard: Map<object, boolean>): boolean {
  let left = width;
  let following = rest.length;
  // Beside each doc, whether the group around it is broken.
  const docs: Doc[] = [next];
  const states: boolean[] = [false];
  while (left >= 0) {
    let doc = docs.pop();
    let broken = states.pop() === true;
    if (doc === undefined) {
      following--;
      const command = rest[following];
      if (command === undefined) return true;
      ({ doc, broken } = command);
    }
    if (typeof doc === "string") left -= doc.length;
    else if (isMany(doc)) {
      for (let index = doc.length - 1; index >= 0; index--) push(doc[index] ?? "", broken);
    } else if (doc.kind === "indent") push(doc.content, broken);
    else if (doc.kind === "if-break") push(broken ? doc.broken : doc.flat, broken);
    else if (doc.kind === "group") push(doc.content, broken || hasHardline(doc, hard));
    else if (broken || doc.hard) return true;
    else left -= doc.flat.length;
  }
  return false;

  function push(doc: Doc, broken: boolean): void {
    docs.push(doc);
    states.push(broken);
  }
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
