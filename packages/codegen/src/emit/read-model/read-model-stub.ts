import path from "node:path";
import { stubImports, unwrittenHandler } from "../aggregate/decider-stub.js";
import type { EmittedFile } from "../generated-file.js";
import { bracedLines, paragraphs } from "../printer/blocks.js";
import { type Doc, hardline } from "../printer/doc.js";
import { printDoc } from "../printer/print-doc.js";
import type { ReadModelEmission, TableEmission } from "./read-model-emission.js";

/**
 * `training-list.read-model.ts` as a team finds it first: it compiles, and every handler says that it is not written. Of
 * several tables each has all events: the team drops those that do not concern it.
 */
export function readModelStub(emission: ReadModelEmission): EmittedFile {
  const { entry, name, readModel, tables } = emission;
  const { stem, path: modelPath } = entry.file;
  const handlers = tables.map((table) => [table.table.name, tableHandlers(emission, table)] as const);
  const argument = handlers.map(([table, each]) => (table === undefined ? each : [`${table}: `, each]));
  const isOne = handlers.every(([table]) => table === undefined);
  const text = printDoc([
    paragraphs([
      stubImports(`define${name}`, stem, true),
      [`export const ${readModel} = define${name}(`, isOne ? argument : bracedLines(argument), ");"],
    ]),
    hardline,
  ]);
  return { path: path.join(path.dirname(modelPath), `${stem}.read-model.ts`), text, owner: "user" };
}

function tableHandlers({ sources }: ReadModelEmission, { title }: TableEmission): Doc {
  const events = sources.flatMap((source) => source.events);
  const fold = events.map((event) => unwrittenHandler(event.name, `${title}.${event.name}`));
  return bracedLines([unwrittenHandler("key", `${title}.key`), ["fold: ", bracedLines(fold)]]);
}
