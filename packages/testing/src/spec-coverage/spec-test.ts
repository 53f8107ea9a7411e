import type { Shown } from "../shown/shown.js";

/** Where a spec stands. */
export interface SpecPlace {
  /** From the project's folder, with `/`. */
  readonly file: string;
  /** From 1; 0 if the test runner does not tell. */
  readonly line: number;
  /** The titles of the suites around it, then its own. */
  readonly titles: readonly string[];
}

/** A test that passed, and what it has shown. */
export interface SpecTest extends SpecPlace {
  readonly shown: Shown;
}
