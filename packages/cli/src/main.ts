/** Entry of the `factum` command. */
import { run } from "./run.js";

// https://no-color.org: any value but the empty one.
const colors = (process.env.NO_COLOR ?? "") === "" && process.env.TERM !== "dumb";

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: colors && process.stdout.isTTY === true,
  errorColor: colors && process.stderr.isTTY === true,
  width: () => (process.stderr.isTTY && process.env.TERM !== "dumb" ? process.stderr.columns : undefined),
  isTerminal: process.stdout.isTTY === true && process.env.TERM !== "dumb",
});
