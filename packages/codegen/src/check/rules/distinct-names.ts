import { aggregateModuleNames, type ModuleName, readModelModuleNames } from "../../model/module-names.js";
import { problemAt } from "../diagnostic.js";
import { firstUseOf } from "../first-use-of.js";
import { ruleOfModel } from "../rule-of-one.js";

/** Names of one model share its generated files, so no two may be the same. */
export const distinctNames = ruleOfModel(function* (entry) {
  const { model } = entry;
  const names = model.kind === "aggregate" ? aggregateModuleNames(model) : readModelModuleNames(model);
  const owners = new Map<string, ModuleName>();
  for (const named of names) {
    const other = owners.get(named.name);
    owners.set(named.name, other ?? named);
    // One event twice in `from` is another rule's business.
    if (other === undefined || other.owner === named.owner) continue;
    const message = `The name ${named.name} is taken twice: by ${other.owner} and by ${named.owner}.`;
    // A schema's name stands in no part of the model by itself, so it is shown where it is first used.
    const isSchema = named.path.length === 0 && entry.model.named.some(({ name }) => name === named.name);
    const path = isSchema ? firstUseOf(entry.model, named.name) : named.path;
    yield problemAt(entry, path, { code: "F1106", message, hint: "Give one of them another name." });
  }
});
