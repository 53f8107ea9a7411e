import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Arguments for node that start a child which runs a project's TypeScript: the evaluation of models, unless told.
 *
 * Run from its sources this package is `.ts` and finds its siblings by the condition `@factum/source`; installed it is
 * `.js`. Conditions that this process was given are handed on, since model files were written for them.
 *
 * @param file the child's entry, relative to this file, without its ending
 */
export function childArguments(file = "./evaluate/child"): readonly string[] {
  const fromSource = import.meta.url.endsWith(".ts");
  const conditions = new Set([...(fromSource ? ["@factum/source"] : []), ...conditionsOf(process.execArgv)]);
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const entry = new URL(`${file}.${fromSource ? "ts" : "js"}`, import.meta.url);
  return [
    ...[...conditions].map((condition) => `--conditions=${condition}`),
    "--import",
    pathToFileURL(tsx).href,
    fileURLToPath(entry),
  ];
}

/** The conditions among node's own arguments, in any of their spellings. */
export function conditionsOf(execArgv: readonly string[]): readonly string[] {
  return execArgv.flatMap((argument, index) => {
    const next = execArgv[index + 1];
    if (argument === "-C" || argument === "--conditions") return next === undefined ? [] : [next];
    const [, condition] = /^--conditions=(.+)$/.exec(argument) ?? [];
    return condition === undefined ? [] : [condition];
  });
}
