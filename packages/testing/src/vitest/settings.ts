import type { SpecThreshold } from "../spec-coverage/gaps.js";
import type { IgnoredOutcome } from "../spec-coverage/ignored-outcome.js";
import { slashed } from "./slashed.js";

export interface SpecCoverageOptions {
  /** The project's folder: its models are `*.model.ts` below it. From vitest's root. Default: the root. */
  readonly folder?: string;
  /** Which files below `src` hold specs; what other tests show does not count. Default: those that end in `.spec.ts`. */
  readonly specs?: RegExp;
  /** What must be shown, in percent; the run fails if it is not. Default: nothing. */
  readonly threshold?: SpecThreshold;
  /** What need not be shown, each with its reason. */
  readonly ignore?: readonly IgnoredOutcome[];
  /** How much is printed. Default `full`: a line for each outcome; `brief`: one for each command. */
  readonly text?: "full" | "brief" | "none";
  /** A file for the matrix as a page, from the folder, e.g. `coverage/specs.html`. Default: none. */
  readonly html?: string;
  /** A file for the matrix as JSON, from the folder. Default: none. */
  readonly json?: string;
  /**
   * A folder for what the specs say, from the project's folder, e.g. `docs/specs`: `factum docs` makes living documentation
   * of it. It is to be committed; the run fails if it is stale, and renews it with vitest's `-u`. Default: none.
   */
  readonly docs?: string;
}

/** The options with their defaults, and paths that are absolute. */
export interface SpecCoverageSettings extends Pick<SpecCoverageOptions, "html" | "json" | "docs"> {
  readonly folder: string;
  readonly specs: RegExp;
  readonly threshold: SpecThreshold;
  readonly ignore: readonly IgnoredOutcome[];
  readonly text: "full" | "brief" | "none";
}

/** Whether a module is a spec file of the project. */
export function isSpec({ folder, specs }: SpecCoverageSettings, id: string): boolean {
  const file = slashed(id.split("?")[0] ?? "");
  // Without the flags that make an expression remember where it was.
  return file.startsWith(`${slashed(folder)}/src/`) && new RegExp(specs, specs.flags.replace(/[gy]/g, "")).test(file);
}
