import { createRequire } from "node:module";
import type { ts as compiler } from "ts-morph";

/**
 * The compiler that ts-morph carries. Required, not imported: before it imports CommonJS, node looks through 12 MB of text for
 * the names that it exports.
 */
export const { ts } = createRequire(import.meta.url)("ts-morph") as { readonly ts: typeof compiler };
