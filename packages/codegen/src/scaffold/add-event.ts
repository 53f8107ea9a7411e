import { printDoc } from "../emit/printer/print-doc.js";
import { importVocabulary, planHandlers } from "./add-to-model.js";
import { shapeCode } from "./aggregate-texts.js";
import { parseFields } from "./field.js";
import { openModelLiteral } from "./model-literal.js";
import { assertPartFree, findAggregate, parsePartName } from "./part-name.js";
import { finish, openScaffolding, type ScaffoldOptions, type ScaffoldResult } from "./scaffolding.js";

export interface AddEventOptions extends ScaffoldOptions {
  /** Aggregate and event, e.g. `Loan.LoanExtended`. */
  readonly event: string;
  /** Its data, e.g. `due:date`. */
  readonly fields?: readonly string[];
}

/**
 * Adds an event to an aggregate's model, a stub that evolves the state, and an `it.todo`.
 *
 * @throws {ScaffoldError} if it cannot be added; then nothing was written
 */
export async function addEvent(options: AddEventOptions): Promise<ScaffoldResult> {
  const { aggregate, part: name } = parsePartName("event", options.event);
  const fields = parseFields(options.fields ?? []);
  const scaffolding = await openScaffolding(options);
  const entry = findAggregate(scaffolding, aggregate);
  assertPartFree(entry, name);

  const literal = openModelLiteral(scaffolding, entry);
  const words = importVocabulary(scaffolding, literal, { fields, event: true, rejection: false });
  const shape = shapeCode(fields.map((field) => ({ ...field, code: words.code(field) })));
  literal.append("events", [printDoc([`${name}: ${words.event}(`, shape, ")"]).split("\n")]);
  planHandlers(scaffolding, entry, { event: { name, fields } });
  // Which command leads to it is asked for by F1207.
  return finish(scaffolding, options, []);
}
