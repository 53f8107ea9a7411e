import path from "node:path";
import type { Reporter, TestCase, TestModule, TestSpecification, Vite, Vitest } from "vitest/node";
import type { Shown } from "../shown/shown.js";
import type { SpecTest } from "../spec-coverage/spec-test.js";
import { besides } from "./besides.js";
import { filesBelow } from "./files-below.js";
import { isSpec, type SpecCoverageSettings } from "./settings.js";
import { SHOWN_META } from "./shown-meta.js";
import { slashed } from "./slashed.js";
import { whyNotJudged } from "./why-not-judged.js";

/** Collects what the specs of a run have shown; reports it when all of them ran. */
export class SpecReporter implements Reporter {
  readonly #vitest: Vitest;
  readonly #settings: SpecCoverageSettings;
  /** By file, over the runs of a watching vitest. */
  readonly #modules = new Map<string, TestModule>();
  #isOfLines = false;

  constructor(vitest: Vitest, settings: SpecCoverageSettings) {
    this.#vitest = vitest;
    this.#settings = settings;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#isOfLines = specifications.some(({ testLines }) => testLines !== undefined && testLines.length > 0);
  }

  async onTestRunEnd(modules: readonly TestModule[], _errors: unknown, reason: string): Promise<void> {
    const ran = modules.filter(({ moduleId }) => isSpec(this.#settings, moduleId));
    const [first] = ran;
    if (first === undefined) return;
    for (const module of ran) this.#modules.set(slashed(module.moduleId), module);
    const { config, logger } = this.#vitest;
    const present = [...this.#modules.values()];
    const { testNamePattern, tagsFilter } = config;
    const why = whyNotJudged({
      reason,
      isOfTests: testNamePattern !== undefined || this.#isOfLines || (tagsFilter?.length ?? 0) > 0,
      failed: present.some((module) => !module.ok()),
      only: present.some((module) => [...module.children.allTests()].some(({ options }) => options.mode === "only")),
      files: filesBelow(path.join(this.#settings.folder, "src"))
        .map(slashed)
        .filter((file) => isSpec(this.#settings, file)),
      ran: this.#modules,
    });
    if (why !== undefined) {
      logger.log(`\nSpec coverage is not judged: ${why}\n`);
      return;
    }
    // Loaded as the specs are, since it comes to the team's models: TypeScript, with the project's own settings.
    const { runner, moduleGraph } = first.project.vite.environments.ssr as Vite.RunnableDevEnvironment;
    // Vitest fills it with empty modules when it merges reports.
    if (config.mergeReports !== undefined) moduleGraph.invalidateAll();
    const load = (file: string) => runner.import<Readonly<Record<string, unknown>>>(file);
    const { reportSpecs } = (await load(besides("report"))) as typeof import("./report.js");
    const isFine = await reportSpecs({
      settings: this.#settings,
      tests: this.#tests(),
      loadModel: async (file) => (await load(file)).default,
      print: (text) => logger.log(text),
      isWatching: config.watch,
      mayWrite: config.snapshotOptions.updateSnapshot === "all",
      mayCreate: config.snapshotOptions.updateSnapshot !== "none",
    });
    if (!isFine) process.exitCode = 1;
  }

  /** All that passed, by file and in the order in which they stand there. */
  #tests(): readonly SpecTest[] {
    const modules = [...this.#modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, module]) => module);
    return modules.flatMap((module) =>
      [...module.children.allTests()]
        .filter((test) => test.result().state === "passed")
        .map((test) => specTest(test, path.relative(this.#settings.folder, module.moduleId))),
    );
  }
}

function specTest(test: TestCase, file: string): SpecTest {
  const meta = test.meta() as { readonly [SHOWN_META]?: Shown };
  const shown = meta[SHOWN_META] ?? { stories: [], folds: [] };
  return { file: slashed(file), line: test.location?.line ?? 0, titles: titlesOf(test), shown };
}

function titlesOf(test: TestCase): readonly string[] {
  const titles = [test.name];
  for (let parent = test.parent; parent.type === "suite"; parent = parent.parent) titles.unshift(parent.name);
  return titles;
}
