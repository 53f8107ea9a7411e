import { generate } from "@factum/codegen";

/** What decides how events are decoded; the other generated files are types alone, or for tests. */
const DECIDING = /(^|\/)generated\/(registry|[^/]+\.runtime)\.ts$/;

/**
 * Refuses a project whose models have errors, or whose generated code is not what they lead to: it would decode otherwise
 * than the application does once that is put right.
 *
 * @throws {Error} saying which command shows more
 */
export async function assertGenerated(folder: string): Promise<void> {
  const { diagnostics, changes } = await generate({ folder, check: true });
  const command = `npx factum generate${folder === "." ? "" : ` ${folder}`}`;
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (error !== undefined) {
    const { file, line, column } = error.location;
    throw new Error(`${file}:${line}:${column} ${error.code}: ${error.message}\nRun \`${command}\` to see all.`);
  }
  const stale = changes.filter(({ file }) => DECIDING.test(file)).map(({ file }) => `  ${file}\n`);
  if (stale.length === 0) return;
  throw new Error(
    `Generated code is stale, so the check would say little:\n${stale.join("")}Run \`${command}\` first.`,
  );
}
