import { createRequire } from "node:module";
import type { ts as compiler } from "ts-morph";

/**
 * The compiler that ts-morph carries. Required, not imported: before it imports CommonJS, node looks through 12 MB of text for
 * the names that it exports.
 */
export const { ts } = requireOfMorph()("@ts-morph/common") as { readonly ts: typeof compiler };

/** What ts-morph itself takes the compiler from; what it adds to it is not needed, and takes as long to load as 50 models. */
function requireOfMorph(): NodeJS.Require {
  const { resolve } = createRequire(import.meta.url);
  return createRequire(resolve("ts-morph"));
}
