import { aggregateModuleNames, type ModuleName, readModelModuleNames } from "../../model/module-names.js";
import type { ProjectModel } from "../../model/project.js";
import { problemAt, type Rule } from "../diagnostic.js";

/** Names of one model share its generated files, so no two may be the same. */
export const distinctNames: Rule = function* ({ aggregates, readModels }) {
  for (const entry of aggregates) yield* collisions(entry, aggregateModuleNames(entry.model));
  for (const entry of readModels) yield* collisions(entry, readModelModuleNames(entry.model));
};

function* collisions(entry: ProjectModel, names: readonly ModuleName[]) {
  const owners = new Map<string, ModuleName>();
  for (const named of names) {
    const other = owners.get(named.name);
    owners.set(named.name, other ?? named);
    // One event twice in `from` is another rule's business.
    if (other === undefined || other.owner === named.owner) continue;
    const message = `The name ${named.name} is taken twice: by ${other.owner} and by ${named.owner}.`;
    yield problemAt(entry, named.path, { code: "F1106", message, hint: "Give one of them another name." });
  }
}
