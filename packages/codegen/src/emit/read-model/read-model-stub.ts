import path from "node:path";
import { stubImports, unwrittenHandler } from "../aggregate/decider-stub.js";
import type { EmittedFile } from "../generated-file.js";
import { bracedLines, paragraphs } from "../printer/blocks.js";
import { hardline } from "../printer/doc.js";
import { printDoc } from "../printer/print-doc.js";
import type { ReadModelEmission } from "./read-model-emission.js";

/** `training-list.read-model.ts` as a team finds it first: it compiles, and every handler says that it is not written. */
export function readModelStub({ entry, name, readModel, sources }: ReadModelEmission): EmittedFile {
  const { stem, path: modelPath } = entry.file;
  const events = sources.flatMap((source) => source.events);
  const fold = events.map((event) => unwrittenHandler(event.name, `${name}.${event.name}`));
  const text = printDoc([
    paragraphs([
      stubImports(`define${name}`, stem, true),
      [
        `export const ${readModel} = define${name}(`,
        bracedLines([unwrittenHandler("key", `${name}.key`), ["fold: ", bracedLines(fold)]]),
        ");",
      ],
    ]),
    hardline,
  ]);
  return { path: path.join(path.dirname(modelPath), `${stem}.read-model.ts`), text, owner: "user" };
}
