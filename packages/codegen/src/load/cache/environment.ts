import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { childArguments } from "../child-command.js";
import { type FileReader, hashOfBytes, hashOfFile } from "./file-reader.js";
import { tsconfigChain } from "./tsconfig-chain.js";

/**
 * A hash of all that evaluations rest on besides the files that models import: Node, tsx and its tsconfig, this package's own
 * code. Undefined if that cannot be told; then nothing is remembered.
 *
 * What models see of environment variables says where programs are; no model is made of that.
 */
export function hashOfEnvironment(folder: string, files: FileReader): string | undefined {
  const tsconfigs = tsconfigChain(folder);
  if (tsconfigs === undefined) return undefined;
  const parts = [
    folder,
    process.version,
    process.platform,
    process.arch,
    childArguments(),
    hashOfTools(),
    tsconfigs.map((file) => [file, files.hashOf(file)]),
  ];
  return hashOfBytes(JSON.stringify(parts));
}

/**
 * A hash of what reads models and the user's files, and of what emits: this package's own code, and the tools that it uses.
 * As they are when they are asked for first: what this process has loaded by then, it goes on with.
 */
export function hashOfTools(): string {
  tools ??= hashOfBytes(JSON.stringify([...toolManifests(), ...ownCode()].map((file) => [file, hashOfFile(file)])));
  return tools;
}

let tools: string | undefined;

function toolManifests(): readonly string[] {
  const require = createRequire(import.meta.url);
  const tsx = require.resolve("tsx/package.json");
  return [tsx, createRequire(tsx).resolve("esbuild/package.json"), require.resolve("ts-morph/package.json")];
}

/** Another version of it may read models differently, or emit another text; and here one file changes without the version. */
function ownCode(): readonly string[] {
  const folders = ["check", "edit", "emit", "fix", "load", "lock", "model"].map(
    (name) => new URL(`../../${name}/`, import.meta.url),
  );
  return folders.flatMap((folder) => codeBelow(fileURLToPath(folder)));
}

function codeBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return codeBelow(file);
      return /(?<!\.d|\.test)\.[jt]s$/.test(entry.name) ? [file] : [];
    })
    .sort();
}
