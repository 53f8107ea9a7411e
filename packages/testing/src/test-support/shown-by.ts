import { onShown } from "../shown/show.js";
import type { Shown } from "../shown/shown.js";
import { ShownByTest } from "../shown/shown-by-test.js";
import type { SpecTest } from "../spec-coverage/spec-test.js";

/** What a test shows that runs these specs, as it would travel to a report. */
export function shownBy(specs: () => void): Shown {
  const shown = new ShownByTest();
  onShown((fact) => shown.add(fact));
  try {
    specs();
  } finally {
    onShown(() => {});
  }
  return JSON.parse(JSON.stringify({ stories: shown.stories, folds: shown.folds })) as Shown;
}

/** A test that has passed, with a line for each title so that they can be told apart. */
export function specTest(title: string, specs: () => void, line = 1): SpecTest {
  return { file: "src/door.spec.ts", line, titles: ["A door", title], shown: shownBy(specs) };
}
