import { AsyncLocalStorage } from "node:async_hooks";
import { aroundEach } from "vitest";
import { onShown } from "../shown/show.js";
import { ShownByTest } from "../shown/shown-by-test.js";
import { SHOWN_META } from "./shown-meta.js";

/** By the test and not by the process: concurrent tests take turns. */
const tests = new AsyncLocalStorage<ShownByTest>();

/** Called at the top of every spec file: what its tests show travels with their results, through any pool, shard or retry. */
export function recordShown(): void {
  onShown((fact) => tests.getStore()?.add(fact));
  aroundEach(async (runTest, { task }) => {
    // Anew for each attempt: what an attempt has shown that failed in the end does not count.
    const shown = new ShownByTest();
    (task.meta as Record<string, unknown>)[SHOWN_META] = { stories: shown.stories, folds: shown.folds };
    await tests.run(shown, runTest);
  });
}
