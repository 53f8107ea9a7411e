import type { TextStyle } from "../edit/text-style.js";
import { byLetter } from "../model/code-point-order.js";
import type { SpecDraft, Todo } from "./wanted-handlers.js";

/** Longer lines are broken before each dot. */
const WIDTH = 116;

/** Specs to be written as text, with the line end of each; those of more than one line have a blank line before them. */
export function todosText(
  todos: readonly Todo[],
  it: string,
  local: (name: string) => string,
  style: TextStyle,
): string {
  return todos
    .map(
      (todo, index) =>
        `${todo.draft === undefined || index === 0 ? "" : style.newline}${todoText(todo, it, local, style)}`,
    )
    .join("");
}

/**
 * An `it.todo` as text, with its line end. Its draft is type-checked but not run; to have it run, `.todo` is taken away.
 *
 * @param local what a name of the testkit is called in the file
 */
function todoText(todo: Todo, it: string, local: (name: string) => string, style: TextStyle): string {
  const { newline, quote, semicolon, unit } = style;
  const head = `${it}.todo(${quote}${todo.sentence}${quote}`;
  if (todo.draft === undefined) return `${head})${semicolon}${newline}`;
  const calls = callsOf(todo.draft, local, quote);
  const oneLine = calls.join("");
  const chain = oneLine.length <= WIDTH ? oneLine : calls.join(`${newline}${unit}${unit}`);
  return [`${head}, () => {`, `${unit}${chain}${semicolon}`, `})${semicolon}`, ""].join(newline);
}

/** Names of the testkit that drafts use, each once, sorted as formatters do. */
export function draftNames(todos: readonly Todo[]): readonly string[] {
  const names = todos.flatMap(({ draft }) =>
    draft === undefined
      ? []
      : ["given", ...draft.given, draft.when, ...(draft.event === undefined ? [] : [draft.event])],
  );
  return [...new Set(names)].sort(byLetter);
}

function callsOf(draft: SpecDraft, local: (name: string) => string, quote: string): readonly string[] {
  const { given, when, event, rejection } = draft;
  const built = (name: string) => `${local(name)}()`;
  const end =
    rejection !== undefined
      ? `.thenRejects(${quote}${rejection}${quote})`
      : event === undefined
        ? ".thenNothing()"
        : `.then(${built(event)})`;
  return [`${local("given")}(${given.map(built).join(", ")})`, `.when(${built(when)})`, end];
}
