import path from "node:path";
// What a plugin may do to vitest is declared there.
import type {} from "vitest/config";
import type { Vite, Vitest } from "vitest/node";
import { besides } from "./besides.js";
import { isSpec, type SpecCoverageOptions, type SpecCoverageSettings } from "./settings.js";
import { SpecReporter } from "./spec-reporter.js";

const RECORDER = besides("record-shown");

/**
 * Counts what specs show: which outcome of each command, in which state; which events each read model is fed. A plugin for
 * vitest's configuration, which adds a reporter and touches no file but specs.
 *
 * Only what was asserted counts, and only in tests that passed. A run of a part of the specs is not judged.
 *
 * @example
 * export default defineConfig({ plugins: [specCoverage({ threshold: { outcomes: 100 }, docs: "docs/specs" })] });
 */
export function specCoverage(options: SpecCoverageOptions = {}): Vite.Plugin {
  const { folder = ".", specs = /\.spec\.[cm]?[jt]sx?$/, threshold = {}, ignore = [], text = "full" } = options;
  let settings: SpecCoverageSettings | undefined;
  return {
    name: "factum:spec-coverage",
    enforce: "pre",
    configureVitest({ vitest, project }) {
      settings = { ...options, folder: path.resolve(vitest.config.root, folder), specs, threshold, ignore, text };
      project.config.includeTaskLocation = true;
      // Every project of a workspace brings a copy of this plugin; one reporter is enough.
      if (isFirst(vitest, settings.folder)) vitest.config.reporters.push(new SpecReporter(vitest, settings));
    },
    // Not a setup file: that would be loaded for every test of the workspace, which costs 20 ms each.
    transform(code, id) {
      if (settings === undefined || !isSpec(settings, id)) return null;
      // On the first line, so that all others keep their numbers.
      const start = `import { recordShown as __recordShown } from ${JSON.stringify(RECORDER)}; __recordShown(); `;
      return { code: start + code, map: null };
    },
  };
}

/** On the global object, since each copy of the plugin may come with its own copy of this module. */
const KNOWN = Symbol.for("@factum/testing/spec-coverage");

function isFirst(vitest: Vitest, folder: string): boolean {
  const shared = globalThis as { [KNOWN]?: WeakMap<Vitest, Set<string>> };
  const known = shared[KNOWN] ?? new WeakMap<Vitest, Set<string>>();
  shared[KNOWN] = known;
  const folders = known.get(vitest) ?? new Set();
  known.set(vitest, folders);
  if (folders.has(folder)) return false;
  folders.add(folder);
  return true;
}
