import { setTimeout } from "node:timers/promises";
import { hashDeciders } from "../lock/hash-deciders.js";
import { readProjectLock } from "../lock/read-project-lock.js";
import type { ModelFile } from "../model/model-file.js";
import type { Project } from "../model/project.js";
import { hashOfEnvironment } from "./cache/environment.js";
import { createFactReader, filesOf } from "./cache/facts.js";
import { CLOCK_STEP_MS, type FileReader } from "./cache/file-reader.js";
import type { Memory } from "./cache/memory.js";
import { recall } from "./cache/recall.js";
import { remember } from "./cache/remember.js";
import { collectProject, type KnownFile } from "./collect-project.js";
import { evaluateModels } from "./evaluate-models.js";
import { type EvaluateOptions, type Evaluator, startEvaluator } from "./evaluator.js";
import { findModelFiles } from "./find-model-files.js";
import type { IndexedTexts } from "./source/index-texts.js";

/** Loads a project, as often as one likes; what did not change is not loaded again. */
export interface Loader {
  load(options?: { readonly signal?: AbortSignal }): Promise<Loaded>;
  /** Starts the next evaluation's process now, so that the next load need not wait for it. */
  prepare(): void;
  /** What the last load left for another loader to start from; undefined if nothing of it may be kept. */
  memory(): Memory | undefined;
  /** Files that the last load's models were made of, as far as they were kept. */
  files(): { readonly own: readonly string[]; readonly packages: readonly string[] };
  close(): void;
}

export interface Loaded {
  readonly project: Project;
  /** Whether a file changed while it was read. Then another load is due. */
  readonly isUnsettled: boolean;
}

/** What was loaded because it was not known, or not any more. */
interface Fresh {
  readonly known: ReadonlyMap<string, KnownFile>;
  readonly memory: Memory;
  readonly isUnsettled: boolean;
}

export interface LoaderOptions extends EvaluateOptions {
  /** What an earlier loader left. */
  readonly memory?: Memory;
  readonly files: FileReader;
}

export function createLoader(options: LoaderOptions): Loader {
  const { folder, files } = options;
  let memory = options.memory;
  let next: Evaluator | undefined;
  return { load, prepare, memory: () => memory, files: filesOfMemory, close: discard };

  async function load({ signal }: { readonly signal?: AbortSignal } = {}): Promise<Loaded> {
    const modelFiles = findModelFiles(folder);
    const environment = hashOfEnvironment(folder, files);
    const recalled = recall(memory, environment ?? "", createFactReader(files));
    // A process that waits has read the packages and the tsconfig already.
    if (memory !== undefined && recalled.packages.length === 0) discard();

    const fresh = await loadFresh(modelFiles, recalled, signal === undefined ? {} : { signal });
    const kept = new Set(modelFiles.map((file) => file.path));
    const models = [...fresh.memory.models].filter(([file]) => kept.has(file));
    const knownOf = (file: string) => fresh.known.get(file) ?? recalled.models.get(file);
    const collected = collectProject(folder, modelFiles, knownOf);
    const deciders = await hashDeciders(collected.aggregates, recalled.deciders);
    const isSame =
      fresh.memory === memory && models.length === memory.models.size && deciders.known === recalled.deciders;
    if (!isSame) {
      const now = { ...fresh.memory, models: new Map(models), deciders: deciders.known };
      memory = environment === undefined ? undefined : now;
    }
    const lock = await readProjectLock(folder, collected.aggregates, deciders.hashes);
    return { project: { ...collected, lock }, isUnsettled: fresh.isUnsettled };
  }

  async function loadFresh(
    modelFiles: readonly ModelFile[],
    recalled: Memory,
    abort: { readonly signal?: AbortSignal },
  ): Promise<Fresh> {
    const rest = modelFiles.map((file) => file.path).filter((file) => !recalled.models.has(file));
    if (rest.length === 0) return { known: new Map(), memory: recalled, isUnsettled: false };
    const evaluator = takeEvaluator();
    await untilSettled(rest);
    const own = Date.now();
    const evaluating = evaluateModels(rest, { ...options, ...abort }, evaluator);
    // Parsing keeps this process busy while the child evaluates.
    const [evaluation, { texts, failureIn }] = await Promise.all([evaluating, indexAll(rest)]);
    const known = evaluation.results.flatMap((result): [string, KnownFile][] => {
      const text = texts.get(result.file);
      if (text === undefined) return [];
      const { index, impurities } = text;
      const found = "failure" in result ? failureIn(result.file, result.failure) : undefined;
      return [[result.file, { ...result, index, impurities, ...(found === undefined ? {} : { found }) }]];
    });
    const since = { packages: evaluator.startedAt, own };
    return { known: new Map(known), ...remember(recalled, evaluation, texts, since, files) };
  }

  /** What parses is big, and loaded only when there is something to parse. */
  async function indexAll(rest: readonly string[]): Promise<IndexedTexts> {
    const { indexTexts } = await import("./source/index-texts.js");
    return indexTexts(folder, rest, files.textOf);
  }

  /** What was written just now could change once more and look the same; a moment later that is not so. */
  async function untilSettled(rest: readonly string[]): Promise<void> {
    const age = Date.now() - Math.max(...rest.map(files.changedAt));
    if (age >= 0 && age <= CLOCK_STEP_MS) await setTimeout(CLOCK_STEP_MS - age + 2);
  }

  function filesOfMemory() {
    const own = [...(memory?.models.values() ?? [])].flatMap((model) => filesOf(model.facts));
    return { own, packages: filesOf(memory?.packages ?? []) };
  }

  function takeEvaluator(): Evaluator {
    const taken = next?.isReady() === true ? next : startEvaluator(folder);
    next = undefined;
    return taken;
  }

  function prepare(): void {
    if (next?.isReady() !== true) next = startEvaluator(folder);
  }

  function discard(): void {
    next?.kill();
    next = undefined;
  }
}
