import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { temporaryProject } from "../../test-support/temporary-project.js";

const SLOW = 60_000;

const PARENT = `
const [, , loader, folder] = process.argv;
const { loadProject } = await import(loader);
await loadProject({ folder, onOutput: (text) => process.stdout.write(text) });
`;

test("a model in an endless loop does not outlive a process that was killed", { timeout: SLOW }, async () => {
  const project = temporaryProject({
    "src/endless.model.ts": "console.log('child ' + process.pid + '.');\nsetImmediate(() => {\n  for (;;);\n});\n",
    "parent.mjs": PARENT,
  });
  const loader = fileURLToPath(new URL("./load-project.ts", import.meta.url));
  const node = ["--conditions=@factum/source", "--import", import.meta.resolve("tsx"), "parent.mjs"];
  const parent = spawn(process.execPath, [...node, loader, project.folder], { cwd: project.folder });
  onTestFinished(() => void parent.kill("SIGKILL"));
  let output = "";
  for await (const text of parent.stdout) {
    output += String(text);
    if (output.includes(".")) break;
  }
  const child = Number(/child (\d+)\./.exec(output)?.[1]);
  onTestFinished(() => {
    if (isThere(child)) process.kill(child, "SIGKILL");
  });
  expect(isThere(child)).toBe(true);

  const ended = once(parent, "exit");
  parent.kill("SIGKILL");
  await ended;
  await expect.poll(() => isThere(child), { timeout: SLOW / 2 }).toBe(false);
});

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
