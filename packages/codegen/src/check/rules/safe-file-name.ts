import { modelsOf } from "../../model/project.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** Generated files are called after the model file, and name it in their first line. */
export const safeFileName: Rule = function* (project) {
  for (const entry of modelsOf(project)) {
    if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(entry.file.stem)) continue;
    yield problemAt(entry, [], {
      code: "F1004",
      message: `The file's name ${JSON.stringify(entry.file.stem)} holds more than letters, digits, "-", "_" and ".".`,
      hint: "Call it like training-list.model.ts.",
    });
  }
};
