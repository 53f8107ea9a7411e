import { aliasPath, type ModelPath } from "../../model/model-path.js";
import type { ProjectAggregate } from "../../model/project.js";
import { problemAt } from "../diagnostic.js";
import { ruleOfAggregate } from "../rule-of-one.js";
import { typeNameProblem } from "../safe-identifier.js";

/** A name that events were ever stored under means one event, or, reserved, none. */
export const oneEventPerName = ruleOfAggregate(function* (entry) {
  const owners = new Map(entry.model.events.map(({ name }) => [name, `the event ${name}`]));
  for (const { name, path, owner } of otherNames(entry)) {
    const quoted = JSON.stringify(name);
    const other = owners.get(name);
    owners.set(name, other ?? owner);
    const problem = typeNameProblem(name);
    if (problem !== undefined) {
      yield problemAt(entry, path, { code: "F1409", message: `${quoted} ${problem}, so no event was called so.` });
    } else if (other !== undefined) {
      const message = `${quoted} is ${owner}, but it is ${other} already.`;
      const hint = "What was stored under a name has one meaning: let it stand in one place.";
      yield problemAt(entry, path, { code: "F1409", message, hint });
    }
  }
});

interface OtherName {
  readonly name: string;
  readonly path: ModelPath;
  /** What it is, as a part of a sentence. */
  readonly owner: string;
}

function otherNames({ model }: ProjectAggregate): readonly OtherName[] {
  const aliases = model.events.flatMap((event) =>
    event.aliases.map((name, index) => ({
      name,
      path: aliasPath(event.name, index),
      owner: `an alias of ${event.name}`,
    })),
  );
  const reserved = model.reservedEvents.map((name, index) => ({
    name,
    path: ["reserved", "events", index],
    owner: "a reserved name",
  }));
  return [...aliases, ...reserved];
}
