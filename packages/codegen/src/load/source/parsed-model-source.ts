import { Project } from "ts-morph";
import type { ModelSource } from "../../model/model-source.js";
import { readModelText } from "./model-text.js";

/** What the text of a model file says that is not written yet. */
export function parsedModelSource(folder: string, file: string, text: string): ModelSource {
  const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const source = project.createSourceFile(file, text);
  return readModelText(folder, source, { parse: () => source, imported: () => undefined });
}
