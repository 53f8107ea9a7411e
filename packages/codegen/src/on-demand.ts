/** What `generate` has no need of, as others call it: loaded only when somebody does. */
import type * as docsModule from "./docs/generate-docs.js";
import type * as examineModule from "./examine/open-examiner.js";
import type * as breakingModule from "./find-breaking.js";

/** {@link docsModule.generateDocs} */
export const generateDocs: typeof docsModule.generateDocs = async (options) =>
  (await import("./docs/generate-docs.js")).generateDocs(options);

/** {@link breakingModule.findBreaking} */
export const findBreaking: typeof breakingModule.findBreaking = async (options) =>
  (await import("./find-breaking.js")).findBreaking(options);

/** {@link examineModule.openExaminer} */
export const openExaminer: typeof examineModule.openExaminer = async (options) =>
  (await import("./examine/open-examiner.js")).openExaminer(options);
