/** Entry of the `create-factum` command. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { run } from "./run.js";

// As soon as somebody handles them, signals wait for code that is running: files are all written, or none.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const) {
  process.on(signal, () => process.exit(code));
}

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  templates: fileURLToPath(new URL("./template", import.meta.url)),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  install,
  ...(process.stdin.isTTY && process.stdout.isTTY ? { ask } : {}),
});

/** Ctrl-C is a wish to stop, and Ctrl-D is no answer. */
function ask(question: string): Promise<string> {
  return new Promise((resolve) => {
    const lines = createInterface({ input: process.stdin, output: process.stdout });
    lines.once("SIGINT", () => process.exit(130));
    lines.once("close", () => resolve(""));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}

function install(folder: string): Promise<boolean> {
  return new Promise((resolve) => {
    // On Windows npm is a script, which only a shell can run.
    const child = spawn("npm", ["install"], { cwd: folder, stdio: "inherit", shell: process.platform === "win32" });
    child.once("error", () => resolve(false));
    child.once("close", (code) => resolve(code === 0));
  });
}
