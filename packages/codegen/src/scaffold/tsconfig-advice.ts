import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ts } from "../load/source/compiler.js";

/** Ways to resolve modules that know packages' `exports`, as Factum's packages have them. */
const KNOWING_EXPORTS = /^(node16|node18|node20|nodenext|preserve|bundler)$/i;

/** What is to be changed in a tsconfig.json that was there before. It is not followed where it extends another. */
export function tsconfigAdvice(folder: string): readonly string[] {
  const file = path.join(folder, "tsconfig.json");
  if (!existsSync(file)) return [];
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, "utf8"));
  if (error !== undefined) return ["tsconfig.json is not one that TypeScript can read: mend it."];
  const { extends: base, compilerOptions = {} } = (config ?? {}) as {
    extends?: unknown;
    compilerOptions?: { module?: unknown; moduleResolution?: unknown; strict?: unknown };
  };
  const resolution = compilerOptions.moduleResolution ?? compilerOptions.module;
  const isUnknown = resolution === undefined && base !== undefined;
  return [
    ...(isUnknown || KNOWING_EXPORTS.test(String(resolution))
      ? []
      : ['tsconfig.json: set "module" to "NodeNext", or the packages are not found.']),
    ...(compilerOptions.strict === true || base !== undefined
      ? []
      : ['tsconfig.json: set "strict" to true, or the types say less than they know.']),
  ];
}
