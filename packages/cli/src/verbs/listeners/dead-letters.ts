import type { DeadLetter } from "@factum/core";
import { type Command, InvalidArgumentError } from "commander";
import type { Output } from "../../output.js";
import { count } from "../../text/count.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import { table } from "../../text/table.js";
import type { DatabaseOptions } from "../db/database-options.js";
import { messageOf } from "./failure-text.js";
import { addOperation, type Done, operate, type Target } from "./operation.js";

const HELP = `The events that could not be handled, and those of the same key that wait behind them. A key is a stream, or a row.

Examples:
  $ factum listeners dead-letters TrainingList
  $ factum listeners dead-letters TrainingList --key training-0198c0de-0000-7000-8000-000000000001
  $ factum listeners replay TrainingList`;

interface DeadLettersOptions extends DatabaseOptions {
  readonly key?: string;
  readonly limit: number;
}

/** `factum listeners dead-letters`. */
export function addDeadLetters(listeners: Command, output: Output, exit: (code: number) => void): void {
  const description = "the events that a listener could not handle, and those that wait behind them";
  addOperation(listeners, "dead-letters", { description, help: HELP })
    .option("--key <key>", "of this key alone")
    .option("--limit <number>", "at most so many", wholeNumber, 50)
    .action(async (name: string, options: DeadLettersOptions) =>
      exit(await operate(name, options, output, (target) => deadLetters(target, options))),
    );
}

export async function deadLetters(
  { desk, view }: Target,
  { key, limit }: Pick<DeadLettersOptions, "key" | "limit">,
): Promise<Done> {
  const all = key === undefined ? undefined : await desk.control.deadLettersOf(view.name, key);
  const letters = all?.slice(0, limit) ?? (await desk.control.deadLetters(view.name, limit));
  const total = all?.length ?? view.report.deadLetters;
  const ofKey = key === undefined ? "" : ` of key ${shown(key)}`;
  const sentence =
    letters.length === 0
      ? `${shown(view.title)} has no dead letters${ofKey}.`
      : `${table([["position", "key", "why"], ...letters.map(rowOf)])}\n${summary(view.title, letters.length, Math.max(total, letters.length))}`;
  return { sentence, json: { listener: view.name, deadLetters: total, letters } };
}

function rowOf({ position, key, error }: DeadLetter) {
  const why = error === null ? "waits behind the one before" : messageOf(error);
  return [{ text: grouped(position), isRight: true }, shown(key), why];
}

function summary(title: string, listed: number, total: number): string {
  const more = listed < total ? `, the first ${grouped(listed)} of them above` : "";
  return `${count(total, "dead letter")} of ${shown(title)}${more}. \`factum listeners replay ${shown(title)}\` has them handled again.`;
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 999999.");
}
