import { didYouMean } from "../check/did-you-mean.js";
import type { ProjectAggregate } from "../model/project.js";
import { assertTypeName } from "./add-aggregate.js";
import { ScaffoldError } from "./scaffold-error.js";
import type { Scaffolding } from "./scaffolding.js";

/** An aggregate of the project, and the name of what is to be added to it: `Loan.LoanExtended`. */
export interface PartName {
  readonly aggregate: string;
  readonly part: string;
}

/** @throws {ScaffoldError} if the text is not two names with a dot between them, each fit to be one */
export function parsePartName(what: "event" | "command", text: string): PartName {
  const example = what === "event" ? "Loan.LoanExtended" : "Loan.ExtendLoan";
  const [aggregate = "", part = "", ...more] = text.split(".");
  if (aggregate === "" || part === "" || more.length > 0) {
    const problem = `${JSON.stringify(text)} does not say which ${what} of which aggregate.`;
    throw new ScaffoldError(problem, `Write it as Aggregate.Name, e.g. ${example}.`);
  }
  assertTypeName("aggregate", aggregate);
  assertTypeName(what, part);
  return { aggregate, part };
}

/** @throws {ScaffoldError} with the name that may be meant */
export function findAggregate({ project }: Scaffolding, name: string): ProjectAggregate {
  const found = project.aggregates.find(({ model }) => model.name === name);
  if (found !== undefined) return found;
  const known = project.aggregates.map(({ model }) => model.name);
  const advice = known.length === 0 ? `\`npx factum add aggregate ${name}\` makes one.` : didYouMean(name, known);
  throw new ScaffoldError(`There is no aggregate ${JSON.stringify(name)}.`, advice);
}

/** @throws {ScaffoldError} if the aggregate has a part of this name */
export function assertPartFree(entry: ProjectAggregate, name: string): void {
  const { model, file } = entry;
  for (const [what, parts] of [
    ["event", model.events],
    ["command", model.commands],
    ["rejection", model.rejections],
  ] as const) {
    if (!parts.some((part) => part.name === name)) continue;
    throw new ScaffoldError(
      `${model.name} has ${what === "event" ? "an" : "a"} ${what} ${name} already, in ${file.shown}.`,
      "Choose another name.",
    );
  }
}
