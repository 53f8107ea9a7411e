import { dataTypeOf } from "../../model/data-type.js";
import type { LoadedRejection } from "../../model/loaded-model.js";
import { braced, bracedLines, parenthesized, property } from "../printer/blocks.js";
import type { Doc } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { AggregateEmission } from "./aggregate-emission.js";
import type { RuntimeImports } from "./emit-runtime.js";

/** `const make = { … }`: one constructor for each event that a command may emit; none if no command emits any, since nothing would use them. */
export function eventMakers({ entry }: AggregateEmission, imports: RuntimeImports): readonly Doc[] {
  if (entry.model.commands.every(({ emits }) => emits.length === 0)) return [];
  const emitted = entry.model.events.filter((event) => !event.isRetired);
  const makers = emitted.map((event) => {
    const type = `type: ${stringLiteral(event.name)}`;
    return arrow(event, braced([type, dataProperty(event)]), imports);
  });
  return makers.length === 0 ? [] : [["const make = ", bracedLines(makers), ";"]];
}

/** `const refuse = { … }`: one constructor for each rejection; none if no command is refused. */
export function rejectionMakers({ entry }: AggregateEmission, imports: RuntimeImports): readonly Doc[] {
  if (entry.model.commands.every(({ rejects }) => rejects.length === 0)) return [];
  const makers = entry.model.rejections.map((rejection) => arrow(rejection, rejectionLiteral(rejection), imports));
  return makers.length === 0 ? [] : [["const refuse = ", bracedLines(makers), ";"]];
}

function rejectionLiteral(rejection: LoadedRejection): Doc {
  return bracedLines([
    'kind: "rejection"',
    `name: ${stringLiteral(rejection.name)}`,
    property("message", stringLiteral(rejection.message)),
    dataProperty(rejection),
  ]);
}

function dataProperty(entry: Parameters<typeof dataTypeOf>[0]): string {
  return dataTypeOf(entry) === undefined ? "data: {}" : "data";
}

/** `Name: (data: NameData): Name => ({ … })` */
function arrow(entry: Parameters<typeof dataTypeOf>[0], literal: Doc, imports: RuntimeImports): Doc {
  const type = imports.own(entry.name);
  const data = dataTypeOf(entry);
  const parameters = data === undefined ? [] : [`data: ${imports.own(data)}`];
  return [`${entry.name}: `, parenthesized(parameters), `: ${type} => (`, literal, ")"];
}
