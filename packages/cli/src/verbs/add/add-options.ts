import type { Command } from "commander";

/** What every `factum add` can be told. */
export interface AddOptions {
  readonly folder: string;
  readonly dryRun?: boolean;
}

/** What help says of fields. */
export const FIELDS_HELP = `
Fields are name:type. Types: string, int, number, boolean, date, datetime, uuid, a|b (one of these), and names of ids such as
MemberId, which are imported from where they are exported, or made in ids.ts. due:date? is optional, tags:string[] a list.
Most shells want a|b and ? in quotes: 'size:small|large'.`;

export function withAddOptions(verb: Command): Command {
  return verb
    .option("--folder <folder>", "the project's folder", ".")
    .option("--dry-run", "write nothing, print what would be written");
}

/** Names behind an option: `--emits A B`, `--emits A,B` and `--emits A --emits B` are the same. */
export function namesOf(values: readonly string[] = []): readonly string[] {
  return values.flatMap((value) => value.split(",")).filter((name) => name !== "");
}
