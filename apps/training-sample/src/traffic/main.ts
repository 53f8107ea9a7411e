/** `npm run traffic`: many clients at once against the real application; exits with 0 when the log bears out every answer. */
import { holds } from "../oracle/verdict.js";
import { onStopSignals } from "../process/signals.js";
import { terminalOn } from "../terminal/terminal.js";
import { UsageError } from "../terminal/whole-number.js";
import { runTraffic } from "./run-traffic.js";
import { readTrafficOptions, TRAFFIC_HELP } from "./traffic-options.js";

const stop = new AbortController();
onStopSignals(
  () => stop.abort(),
  () => process.exit(130),
);
process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const options = readTrafficOptions(process.argv.slice(2));
    if (options === "help") {
      process.stdout.write(TRAFFIC_HELP);
      return 0;
    }
    const terminal = terminalOn(process.stdout, process.env);
    const verdicts = await runTraffic(terminal, options, stop.signal);
    if (holds(verdicts)) {
      terminal.line("   Clean.");
      return 0;
    }
    console.error(`Not clean; npm run traffic -- --seed ${options.seed} sends the same commands again.`);
    return 1;
  } catch (error) {
    if (stop.signal.aborted) {
      console.error("\nStopped; what was started for it is stopped as well.");
      return 130;
    }
    if (error instanceof UsageError) {
      console.error(`${error.message}\nnpm run traffic -- --help says what there is.`);
      return 2;
    }
    console.error(error instanceof Error ? `Traffic could not go on: ${error.message}` : error);
    return 1;
  }
}
