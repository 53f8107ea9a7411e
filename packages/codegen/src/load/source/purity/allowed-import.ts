/** Whether a model, or a file that it imports, may import this at run time: zod, the vocabulary, files of the project. */
export function isAllowedImport(specifier: string): boolean {
  if (isOwnFile(specifier)) return !BUILT_ON_MODELS.test(specifier);
  return specifier === "zod" || specifier.startsWith("zod/") || specifier === "@factum/core/model";
}

/** A relative path, or one of the package's own `#` names. */
export function isOwnFile(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier) || specifier.startsWith("#");
}

/** What is generated from models, or written by hand with what is generated. */
const BUILT_ON_MODELS = /(^|\/)generated\/|\.(decider|read-model|spec|test)\.[mc]?[jt]s$/;
