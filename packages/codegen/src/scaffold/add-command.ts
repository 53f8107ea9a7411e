import { didYouMean, editDistance } from "../check/did-you-mean.js";
import { bracedLines, bracketed } from "../emit/printer/blocks.js";
import { printDoc } from "../emit/printer/print-doc.js";
import type { ProjectAggregate } from "../model/project.js";
import { assertTypeName } from "./add-aggregate.js";
import { importVocabulary, planHandlers } from "./add-to-model.js";
import { shapeCode } from "./aggregate-texts.js";
import { parseFields } from "./field.js";
import { openModelLiteral } from "./model-literal.js";
import { assertPartFree, findAggregate, parsePartName } from "./part-name.js";
import { ScaffoldError } from "./scaffold-error.js";
import { finish, openScaffolding, type ScaffoldOptions, type ScaffoldResult } from "./scaffolding.js";
import { capitalized, wordsOf } from "./words.js";

export interface AddCommandOptions extends ScaffoldOptions {
  /** Aggregate and command, e.g. `Loan.ExtendLoan`. */
  readonly command: string;
  /** Its data, e.g. `due:date`. */
  readonly fields?: readonly string[];
  /** Events of the aggregate. */
  readonly emits: readonly string[];
  /** Rejections of the aggregate; those that it does not have are added. */
  readonly rejects?: readonly string[];
}

/**
 * Adds a command to an aggregate's model, a stub that decides it, and an `it.todo` for each thing that it may lead to.
 *
 * @throws {ScaffoldError} if it cannot be added; then nothing was written
 */
export async function addCommand(options: AddCommandOptions): Promise<ScaffoldResult> {
  const { aggregate, part: name } = parsePartName("command", options.command);
  const fields = parseFields(options.fields ?? []);
  const emits = [...new Set(options.emits)];
  const rejects = [...new Set(options.rejects ?? [])];
  for (const rejection of rejects) assertTypeName("rejection", rejection);
  const scaffolding = await openScaffolding(options);
  const entry = findAggregate(scaffolding, aggregate);
  assertPartFree(entry, name);
  assertEvents(entry, emits);
  const rejections = newRejections(entry, rejects);

  const literal = openModelLiteral(scaffolding, entry);
  const words = importVocabulary(scaffolding, literal, { fields, event: false, rejection: rejections.length > 0 });
  if (rejections.length > 0) {
    const items = rejections.map((each) => `${each}: ${words.rejection}(${words.quoted(sentenceOf(each))})`);
    literal.append(
      "rejections",
      items.map((item) => [item]),
    );
  }
  const shape = shapeCode(fields.map((field) => ({ ...field, code: words.code(field) })));
  const body = bracedLines([
    ["data: ", shape],
    ["emits: ", bracketed(emits.map(words.quoted))],
    ...(rejects.length === 0 ? [] : [["rejects: ", bracketed(rejects.map(words.quoted))]]),
  ]);
  literal.append("commands", [printDoc([`${name}: `, body]).split("\n")]);
  planHandlers(scaffolding, entry, { command: { name, fields, emits, rejects }, rejections });
  const sentences = rejections.map(
    (each) => `${each} says "${sentenceOf(each)}" so far: write the sentence that people will read.`,
  );
  return finish(scaffolding, options, sentences);
}

function assertEvents({ model }: ProjectAggregate, emits: readonly string[]): void {
  const known = model.events.map((event) => event.name);
  for (const name of emits) {
    if (known.includes(name)) continue;
    assertTypeName("event", name);
    const advice = `\`npx factum add event ${model.name}.${name}\` adds it.`;
    throw new ScaffoldError(`${model.name} has no event ${JSON.stringify(name)}. ${didYouMean(name, known)}`, advice);
  }
}

/** Those that the aggregate lacks. One that is nearly the name of another is taken for a slip. */
function newRejections({ model, file }: ProjectAggregate, rejects: readonly string[]): readonly string[] {
  const known = model.rejections.map((rejection) => rejection.name);
  const added = rejects.filter((name) => !known.includes(name));
  for (const name of added) {
    const near = known.find((other) => editDistance(name.toLowerCase(), other.toLowerCase()) <= 2);
    if (near === undefined) continue;
    throw new ScaffoldError(
      `${model.name} has no rejection ${JSON.stringify(name)}. Did you mean ${JSON.stringify(near)}?`,
      `If not, declare it in ${file.shown} first.`,
    );
  }
  return added;
}

/** `LoanIsOverdue` as `Loan is overdue.` */
function sentenceOf(rejection: string): string {
  return `${capitalized(wordsOf(rejection))}.`;
}
