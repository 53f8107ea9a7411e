import { problemAt } from "../diagnostic.js";
import { ruleOfModel } from "../rule-of-one.js";

/** Every part is what the vocabulary makes: the compiler says so too, but nothing makes anybody run it first. */
export const wellFormed = ruleOfModel(function* (entry) {
  for (const { path, message } of entry.model.malformed) {
    const part = path.length === 0 ? entry.model.name : path.join(".");
    const hint = message.endsWith("array of names")
      ? { hint: 'Write the names in brackets, each in quotes: ["Name"].' }
      : {};
    yield problemAt(entry, path, { code: "F1003", message: `${part} ${message}.`, ...hint });
  }
});
