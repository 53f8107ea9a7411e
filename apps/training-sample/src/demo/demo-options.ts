import { parseArgs } from "node:util";
import { UsageError, wholeNumber } from "../terminal/whole-number.js";

export interface DemoOptions {
  /** How many registrations are raced for. */
  readonly races: number;
  /** How many events the log gets before the rebuild, about. */
  readonly events: number;
}

export const DEMO_HELP = `npm run demo -- [options]

Tells, on a real Postgres, what happens when two people change the same
registration at the same instant; then how listeners follow, resume and rebuild.

  --races N    registrations that are raced for, 1 to 10,000   (default 200)
  --events N   events to rebuild from, 0 to 1,000,000          (default 150,000)
  --help       this text

DATABASE_URL   a Postgres of your own; the demo works in a schema of its own there
               and drops it at the end. Without it, an embedded Postgres is started.
NO_COLOR       no colours
`;

/** @returns "help" when that is all that was asked for. @throws {UsageError} */
export function readDemoOptions(args: readonly string[]): DemoOptions | "help" {
  const values = parse(args);
  if (values.help === true) return "help";
  return {
    races: wholeNumber("races", values.races ?? "200", 1, 10_000),
    events: wholeNumber("events", values.events ?? "150000", 0, 1_000_000),
  };
}

function parse(args: readonly string[]) {
  try {
    const options = { races: { type: "string" }, events: { type: "string" }, help: { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
