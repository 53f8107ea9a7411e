import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { fixtureProject, type TemporaryProject } from "../test-support/temporary-project.js";

const resolve = createRequire(import.meta.url).resolve;

/** Generates in a process of its own, since a process has one locale and one timezone. */
function generateIn(project: TemporaryProject, environment: NodeJS.ProcessEnv, folder: string): string {
  const index = fileURLToPath(new URL("./index.ts", import.meta.url));
  const script = `import { generate } from ${JSON.stringify(index)}; await generate({ folder: ${JSON.stringify(folder)} });`;
  const args = ["--conditions=@factum/source", "--import", resolve("tsx"), "--input-type=module", "--eval", script];
  const { output } = project.node(args, { ...process.env, ...environment });
  expect(output).toBe("");
  return project
    .files()
    .filter((file) => file.endsWith(".ts") || file.startsWith("factum.lock/"))
    .map((file) => `${file}\n${project.read(file)}`)
    .join("\n");
}

test("the same bytes, whatever the folder, the locale and the timezone", { timeout: 60_000 }, () => {
  const here = fixtureProject();
  const there = fixtureProject();
  const first = generateIn(here, { TZ: "UTC", LANG: "C", LC_ALL: "C" }, here.folder);
  const second = generateIn(there, { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }, ".");
  expect(second).toBe(first);
  expect(first).not.toContain("\r");
  expect(first).not.toContain(here.folder);
});
