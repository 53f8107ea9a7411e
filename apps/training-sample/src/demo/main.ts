/** `npm run demo`: what Factum is for, told in a terminal on a real Postgres. Exits with 0 when all of it holds. */
import { duration } from "../terminal/format.js";
import { runTerminalProgram } from "../terminal/terminal-program.js";
import { DEMO_HELP, readDemoOptions } from "./demo-options.js";
import { runDemo } from "./run-demo.js";

await runTerminalProgram({
  command: "npm run demo",
  title: "The demo",
  help: DEMO_HELP,
  stopped: "Stopped; nothing is left behind.",
  readOptions: readDemoOptions,
  async run(terminal, options, signal) {
    const startedAt = performance.now();
    const problems = await runDemo(terminal, { ...options, databaseUrl: process.env.DATABASE_URL }, signal);
    if (problems.length > 0) {
      console.error(`Not all of it holds:\n${problems.map((problem) => `- ${problem}`).join("\n")}`);
      return false;
    }
    terminal.line(`   All of it holds. ${duration(performance.now() - startedAt)}; nothing is left behind.`);
    return true;
  },
});
