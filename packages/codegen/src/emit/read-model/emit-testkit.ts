import { type EmittedFile, generatedFile } from "../generated-file.js";
import { createImportList } from "../import-list.js";
import { hardline } from "../printer/doc.js";
import type { ReadModelEmission } from "./read-model-emission.js";

/** `training-list.testkit.ts`: given/then for the read model. */
export function emitReadModelTestkit({ entry, readModel }: ReadModelEmission): EmittedFile {
  const imports = createImportList();
  imports.value(`../${entry.file.stem}.read-model.js`, readModel);
  const spec = imports.value("@factum/testing", "readModelSpec");
  const given = [
    "/** Starts a spec of the read model: `given(on(id, …events)).thenRows(…rows)`. */",
    hardline,
    `export const given = ${spec}(${readModel});`,
  ];
  return generatedFile(entry.file, "testkit", imports, [given]);
}
