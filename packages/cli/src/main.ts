/** Entry of the `factum` command. */
import { run } from "./run.js";

// `factum … | head` reads no further. What is left to say is dropped; what is under way is done to its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

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
