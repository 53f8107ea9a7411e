import { switchOnType } from "../aggregate/define-function.js";
import { block, bracedLines, bracketed, typeArguments } from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { ReadModelRuntime } from "./emit-runtime.js";
import { foldMethods } from "./fold-methods.js";
import type { TableEmission } from "./read-model-emission.js";
import { tableLiteral } from "./table-literal.js";

/** The runtime of a read model that is one table: all of its events are handled there. */
export function oneTableParts(runtime: ReadModelRuntime): readonly Doc[] {
  const { name, tables } = runtime;
  return tables.flatMap((table) => [
    handlersInterface(runtime, table),
    readModelType(runtime, table),
    [`const table: ${runtime.coreType("ReadModelTable")} = `, tableLiteral(runtime, table), ";"],
    [
      `/** Makes the read model ${name} from the team's handlers. */`,
      hardline,
      block(`export function define${name}(handlers: ${name}Handlers): ${name}ReadModel`, [
        ["return ", runtime.readModelLiteral("[table]", bracketed([foldLiteral(runtime, table)])), ";"],
      ]),
    ],
  ]);
}

function handlersInterface(runtime: ReadModelRuntime, { typeName }: TableEmission): Doc {
  const { name } = runtime;
  return block(`export interface ${name}Handlers`, [
    "/** The key of the row that an event belongs to, or null if it belongs to none; from the event alone. */",
    `readonly key: (event: ${name}Event) => ${runtime.own(typeName("Key"))} | null;`,
    "/** Pure: the row's values after each event, or null to have no row. */",
    [block("readonly fold:", foldMethods(runtime, runtime.own(typeName("Values")))), ";"],
  ]);
}

function readModelType(runtime: ReadModelRuntime, { typeName }: TableEmission): Doc {
  const { name } = runtime;
  const types = [runtime.own(typeName("Row")), runtime.own(typeName("Key")), `${name}Event`];
  const fold = [runtime.coreType("TableFold"), typeArguments(types)];
  return [
    `export type ${name}ReadModel = ${runtime.coreType("ReadModel")}`,
    typeArguments([["readonly ", bracketed([fold])]]),
    ";",
  ];
}

function foldLiteral(runtime: ReadModelRuntime, { title }: TableEmission): Doc {
  const cases = runtime.sources.flatMap(({ events }) =>
    events.map((event) => [event.name, `handlers.fold.${event.name}(event, row)`] as const),
  );
  return bracedLines([
    `title: ${stringLiteral(title)}`,
    "table",
    "key: handlers.key",
    block("fold(event, row)", [switchOnType("event", cases, runtime.core("unreachable"))]),
  ]);
}
