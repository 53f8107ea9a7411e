/** Entry of the `factum` command. */
import { createInterface } from "node:readline";
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
  size: () => (process.stdout.isTTY ? { columns: process.stdout.columns, rows: process.stdout.rows } : undefined),
  isTerminal: process.stdout.isTTY === true && process.env.TERM !== "dumb",
  ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
});

/** Ctrl-C and Ctrl-D are no answer. */
function ask(question: string): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    lines.once("close", () => resolve(""));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
