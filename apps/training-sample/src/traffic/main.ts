/** `npm run traffic`: many clients at once against the real application; exits with 0 when the log bears out every answer. */
import { holds } from "../oracle/verdict.js";
import { runTerminalProgram } from "../terminal/terminal-program.js";
import { runTraffic } from "./run-traffic.js";
import { readTrafficOptions, TRAFFIC_HELP } from "./traffic-options.js";

await runTerminalProgram({
  command: "npm run traffic",
  title: "Traffic",
  help: TRAFFIC_HELP,
  stopped: "Stopped; what was started for it is stopped as well.",
  readOptions: readTrafficOptions,
  async run(terminal, options, signal) {
    const isClean = holds(await runTraffic(terminal, options, signal));
    if (isClean) terminal.line("   Clean.");
    else console.error(`Not clean; npm run traffic -- --seed ${options.seed} sends the same commands again.`);
    return isClean;
  },
});
