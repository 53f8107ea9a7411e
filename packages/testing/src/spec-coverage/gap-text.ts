import { indent } from "../describe/indent.js";
import type { Gap } from "./gaps.js";
import type { Paint } from "./paint.js";

/** What is missing, each with a spec to start from. */
export function gapText(gaps: readonly Gap[], paint: Paint): string {
  return gaps
    .map(({ headline, threshold, missing }) => {
      const each = missing.map(({ name, stub }) => `${indent(paint.bad(name))}\n\n${indent(indent(paint.dim(stub)))}`);
      return `${paint.bad(`${headline}; the threshold is ${threshold} %.`)} Missing:\n\n${each.join("\n\n")}\n`;
    })
    .join("\n");
}
