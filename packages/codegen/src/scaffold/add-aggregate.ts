import { existsSync } from "node:fs";
import path from "node:path";
import { typeNameProblem } from "../check/safe-identifier.js";
import { shownPath } from "../load/source/model-text.js";
import { modelFileOf } from "../model/model-file.js";
import { type AggregateNames, aggregateNames } from "./aggregate-names.js";
import { deciderText, modelText, specText } from "./aggregate-texts.js";
import { type Field, parseFields } from "./field.js";
import { provideSchemas } from "./named-schemas.js";
import { ScaffoldError } from "./scaffold-error.js";
import {
  assertSound,
  finish,
  openScaffolding,
  type Scaffolding,
  type ScaffoldOptions,
  type ScaffoldResult,
} from "./scaffolding.js";
import { supposedAggregate, unwrittenSource, withAggregate } from "./supposed-model.js";
import { capitalized, withArticle } from "./words.js";

export interface AddAggregateOptions extends ScaffoldOptions {
  /** PascalCase, e.g. `Loan`. */
  readonly name: string;
  /** What it is created with, e.g. `title:string`. */
  readonly fields?: readonly string[];
}

/**
 * Writes a new aggregate: model, decider and spec, with a command that creates it and a rejection when it is there already.
 *
 * @throws {ScaffoldError} if it cannot be added; then nothing was written
 * @throws {NoProjectError} if the folder has no `src`
 */
export async function addAggregate(options: AddAggregateOptions): Promise<ScaffoldResult> {
  const fields = parseFields(options.fields ?? []);
  assertTypeName("aggregate", options.name);
  const scaffolding = await openScaffolding(options);
  const names = aggregateNames(
    scaffolding.project.folder,
    options.name,
    fields.map(({ name }) => name),
  );
  planAggregate(scaffolding, names, fields);
  return finish(scaffolding, options, aggregateNotes(names));
}

/** @throws {ScaffoldError} if one of the files is there, or the model would not be sound */
export function planAggregate(scaffolding: Scaffolding, names: AggregateNames, fields: readonly Field[]): void {
  const { project, files, edits } = scaffolding;
  const taken = project.aggregates.find(({ model }) => model.name === names.name);
  if (taken !== undefined) {
    throw new ScaffoldError(
      `There is an aggregate ${names.name} already, in ${taken.file.shown}.`,
      "Choose another name.",
    );
  }
  const at = (suffix: string) => path.join(names.folder, `${names.stem}.${suffix}.ts`);
  for (const file of [at("model"), at("decider"), at("spec")]) assertFree(project.folder, file);
  const file = modelFileOf(project.folder, at("model"));
  const model = supposedAggregate(names, fields);
  assertSound(withAggregate(project, { file, model, source: unwrittenSource(file.shown) }));

  const named = [names.id, ...fields.flatMap((field) => field.named ?? [])];
  const place = { projectFolder: project.folder, folder: names.folder, files, edits };
  const schemas = provideSchemas(named, place);
  edits.create(at("model"), modelText(names, fields, schemas));
  edits.create(at("decider"), deciderText(names, fields));
  edits.create(at("spec"), specText(names, fields));
}

/** @throws {ScaffoldError} */
export function assertTypeName(what: string, name: string): void {
  const problem = typeNameProblem(name);
  if (problem !== undefined)
    throw new ScaffoldError(`The ${what} ${JSON.stringify(name)} ${problem}.`, exampleOf(name));
}

/** The name as it was meant, where that can be guessed: `guest-list` as `GuestList`. */
function exampleOf(name: string): string {
  const guess = /^[A-Za-z0-9_\- ]+$/.test(name)
    ? name
        .split(/[_\- ]+/)
        .map(capitalized)
        .join("")
    : "";
  return guess !== name && typeNameProblem(guess) === undefined ? `Call it ${guess}.` : "Call it like LoanAccount.";
}

/** @throws {ScaffoldError} */
export function assertFree(folder: string, file: string): void {
  if (!existsSync(file)) return;
  throw new ScaffoldError(
    `${shownPath(folder, file)} is there already; nothing was written.`,
    "Move it away, or choose another name.",
  );
}

function aggregateNotes({ name, decider, stem, command }: AggregateNames): readonly string[] {
  const [article] = withArticle(name).split(" ");
  return [
    `An aggregate needs no registration; ${command} is handled like this:\n\n` +
      `    import { ${command} } from "./${stem}/generated/${stem}.types.js";\n` +
      `    import { ${decider} } from "./${stem}/${stem}.decider.js";\n\n` +
      `    await handleCommand(${decider}, id, ${command}(…)); // id: ${article} ${name}Id\n`,
  ];
}
