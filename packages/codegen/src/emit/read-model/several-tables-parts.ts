import { block, bracedLines, bracketed, parenthesized, typeArguments } from "../printer/blocks.js";
import { type Doc, group, hardline, ifBreak, indent, join, line, softline } from "../printer/doc.js";
import { stringLiteral } from "../printer/string-literal.js";
import type { ReadModelRuntime } from "./emit-runtime.js";
import { foldMethods } from "./fold-methods.js";
import type { TableEmission } from "./read-model-emission.js";
import { tableLiteral } from "./table-literal.js";

/** The runtime of a read model with several tables: each handles some of the events, and together they handle all. */
export function severalTablesParts(runtime: ReadModelRuntime): readonly Doc[] {
  const { name, tables } = runtime;
  return [
    ...tables.flatMap((table) => [foldInterface(runtime, table), handlersInterface(runtime, table)]),
    readModelType(runtime),
    [
      "const tables = ",
      bracedLines(tables.map((each) => [`${each.table.name}: `, tableLiteral(runtime, each)])),
      ` satisfies Readonly<Record<string, ${runtime.coreType("ReadModelTable")}>>;`,
    ],
    [
      `/** Makes the read model ${name} from the team's handlers. Each event has a handler in one table or more. */`,
      hardline,
      block(defineHead(runtime), [
        ["return ", runtime.readModelLiteral(bracketed(tables.map(tableOf)), foldsLiteral(runtime)), ";"],
      ]),
    ],
  ];
}

function foldInterface(runtime: ReadModelRuntime, { typeName }: TableEmission): Doc {
  return block(`export interface ${typeName("Fold")}`, foldMethods(runtime, runtime.own(typeName("Values"))));
}

function handlersInterface(runtime: ReadModelRuntime, { typeName }: TableEmission): Doc {
  const { name } = runtime;
  return block(`export interface ${typeName("Handlers")}<Type extends ${name}Event["type"] = ${name}Event["type"]>`, [
    "/** The key of the row that an event belongs to, or null if it belongs to none; from the event alone. */",
    `readonly key: (event: Extract<${name}Event, { type: Type }>) => ${runtime.own(typeName("Key"))} | null;`,
    "/** Pure: the row's values after each event, or null to have no row. Events that are left out change no row. */",
    `readonly fold: Pick<${typeName("Fold")}, Type>;`,
  ]);
}

function readModelType(runtime: ReadModelRuntime): Doc {
  const folds = runtime.tables.map((table) => [runtime.coreType("TableFold"), foldTypes(runtime, table, true)]);
  return [
    `export type ${runtime.name}ReadModel = ${runtime.coreType("ReadModel")}`,
    typeArguments([["readonly ", bracketed(folds)]]),
    ";",
  ];
}

/** `<CourseReportCoursesRow, CourseReportCoursesKey, CourseReportEvent, "CourseReport.courses">` */
function foldTypes(runtime: ReadModelRuntime, { typeName, title }: TableEmission, withTitle: boolean): Doc {
  const types = [runtime.own(typeName("Row")), runtime.own(typeName("Key")), `${runtime.name}Event`];
  return typeArguments(withTitle ? [...types, stringLiteral(title)] : types);
}

function defineHead(runtime: ReadModelRuntime): Doc {
  const { name, tables } = runtime;
  const types = tables.map((table) => typeParameter(table));
  const handlers = tables.map(
    (table) => `readonly ${table.table.name}: ${table.typeName("Handlers")}<${typeParameter(table)}>;`,
  );
  const left = `Exclude<${name}Event["type"], ${types.join(" | ")}>`;
  return [
    `export function define${name}`,
    typeParameters(types.map((type) => `${type} extends ${name}Event["type"]`)),
    // First, since the compiler cuts long types where it names them: then the event that is missing is in its first line.
    parenthesized([["handlers: ", runtime.coreType("EveryEventHandled"), `<${left}>`, block(" &", handlers)]]),
    `: ${name}ReadModel`,
  ];
}

/** As {@link typeArguments}, but where parameters are declared, a comma stands behind the last. */
function typeParameters(items: readonly Doc[]): Doc {
  return group(["<", indent([softline, join([",", line], items)]), ifBreak(","), softline, ">"]);
}

/** The events that a table handles. No other name in the head ends like this, nor does a global. */
function typeParameter({ table }: TableEmission): string {
  const { name = "" } = table;
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}Events`;
}

function tableOf({ table }: TableEmission): Doc {
  return `tables.${table.name}`;
}

function foldsLiteral(runtime: ReadModelRuntime): Doc {
  return bracketed(
    runtime.tables.map((table) => [
      runtime.core("tableFoldOf"),
      parenthesized([stringLiteral(table.title), tableOf(table), `handlers.${table.table.name}`]),
    ]),
  );
}
