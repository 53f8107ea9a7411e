import type { Command } from "commander";
import { ExitCode } from "../../exit-code.js";
import type { Output } from "../../output.js";
import { interruption } from "../check/interruption.js";
import { addDatabaseOptions, type DatabaseOptions } from "../db/database-options.js";
import { atDesk } from "./listener-desk.js";
import { look } from "./look.js";
import { needsAttention } from "./state-of.js";
import { statusJson } from "./status-json.js";
import { createStatusScreen } from "./status-screen.js";
import { statusText } from "./status-text.js";
import { watchStatus } from "./watch-status.js";

interface StatusOptions extends DatabaseOptions {
  readonly watch?: true;
  readonly check?: true;
  readonly shards?: true;
}

const EXAMPLES = `
Examples:
  $ factum listeners status                    all listeners, and a sentence for each one that is held back (DATABASE_URL)
  $ factum listeners status --watch            the same every second, with rates; Ctrl-C ends it
  $ factum listeners status --check            for a monitor: exits with 1 if somebody should look
  $ factum listeners status --json             for a script
  $ factum listeners status --watch --json     a line of JSON every second

"behind" counts positions up to the safe one: at least as many as there are events. "waiting" is how long ago the oldest
event that is not handled was stored. docs/operating-listeners.md says what each state means and what to do.

Exit codes: 0 fine, 1 it could not be done, or with --check: a listener is paused, has dead letters, or is run by nobody.`;

/** `factum listeners status`: where listeners stand, once or every second. */
export function addStatus(listeners: Command, output: Output, exit: (code: number) => void): void {
  addDatabaseOptions(listeners.command("status"))
    .description("where every listener stands, who runs it, and what holds it back")
    .option("--watch", "look again every second, until Ctrl-C")
    .option("--check", "exit with code 1 if a listener is paused, has dead letters, or is run by nobody")
    .option("--shards", "a line for each shard of those that have several")
    .addHelpText("after", EXAMPLES)
    .action(async (options: StatusOptions) => {
      if (options.watch === true && options.check === true) {
        throw new Error("--watch goes on for ever, --check wants an end: give one of them.");
      }
      exit(await (options.watch === true ? watch(options, output) : showOnce(options, output)));
    });
}

async function showOnce(options: StatusOptions, output: Output): Promise<number> {
  const now = await atDesk(options, (desk) => look(desk));
  const text = () => statusText(now, { color: output.color, shards: options.shards });
  output.out(options.json === true ? `${JSON.stringify(statusJson(now), null, 2)}\n` : text());
  return options.check === true && now.listeners.some(needsAttention) ? ExitCode.failed : ExitCode.fine;
}

async function watch(options: StatusOptions, output: Output): Promise<number> {
  const stop = interruption();
  const screen = createStatusScreen(output, options);
  try {
    await atDesk(options, (desk) => watchStatus({ look: () => look(desk), screen, signal: stop.signal }));
  } finally {
    screen.end();
    stop.release();
  }
  return ExitCode.fine;
}
