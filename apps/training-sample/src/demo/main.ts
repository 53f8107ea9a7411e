/** `npm run demo`: what Factum is for, told in a terminal on a real Postgres. Exits with 0 when all of it holds. */
import { onStopSignals } from "../process/signals.js";
import { duration } from "../terminal/format.js";
import { terminalOn } from "../terminal/terminal.js";
import { UsageError } from "../terminal/whole-number.js";
import { DEMO_HELP, readDemoOptions } from "./demo-options.js";
import { runDemo } from "./run-demo.js";

const stop = new AbortController();
onStopSignals(
  () => stop.abort(),
  () => process.exit(130),
);
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = readDemoOptions(process.argv.slice(2));
    if (options === "help") {
      process.stdout.write(DEMO_HELP);
      return 0;
    }
    const terminal = terminalOn(process.stdout, process.env);
    const startedAt = performance.now();
    const problems = await runDemo(terminal, { ...options, databaseUrl: process.env.DATABASE_URL }, stop.signal);
    if (problems.length > 0) {
      console.error(`Not all of it holds:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
      return 1;
    }
    terminal.line(`   All of it holds. ${duration(performance.now() - startedAt)}; nothing is left behind.`);
    return 0;
  } catch (error) {
    if (stop.signal.aborted) {
      console.error("\nStopped; nothing is left behind.");
      return 130;
    }
    if (error instanceof UsageError) {
      console.error(`${error.message}\nnpm run demo -- --help says what there is.`);
      return 2;
    }
    console.error(error instanceof Error ? `The demo could not go on: ${error.message}` : error);
    return 1;
  }
}
