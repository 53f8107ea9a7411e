import type { ModelSource } from "../../model/model-source.js";
import { indexText } from "./index-text.js";
import { modelSource } from "./model-text.js";
import { createFileParser } from "./parse-file.js";

/** What the text of a model file says that is not written yet. */
export function parsedModelSource(folder: string, file: string, text: string): ModelSource {
  const parser = createFileParser(() => text);
  const index = indexText(parser.parse(file), { ...parser, imported: () => undefined });
  return modelSource(folder, index, () => text);
}
