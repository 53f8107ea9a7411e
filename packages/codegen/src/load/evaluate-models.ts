import { availableParallelism } from "node:os";
import type { EvaluatedFile, Evaluation } from "./evaluate/protocol.js";
import { type EvaluateOptions, type Evaluator, startEvaluator } from "./evaluator.js";

/** Fewer models than this for each child are evaluated sooner than another child has started. */
const FILES_PER_CHILD = 30;
/** More children wait for the disk, not for the processor. */
const MAX_CHILDREN = 4;

/**
 * Evaluates model files in child processes; each file has one result, in the order given.
 *
 * A file that hangs or ends the process costs itself alone: the others are evaluated by another child.
 *
 * @param first asked first; it may have started long ago
 */
export async function evaluateModels(
  files: readonly string[],
  options: EvaluateOptions,
  first: Evaluator,
): Promise<Evaluation> {
  const children = Math.min(availableParallelism(), MAX_CHILDREN, Math.ceil(files.length / FILES_PER_CHILD));
  const size = Math.ceil(files.length / Math.max(1, children));
  const shares = Array.from({ length: children }, (_, index) => files.slice(index * size, (index + 1) * size));
  const evaluations = await Promise.all(
    shares.map((share, index) => evaluateShare(share, options, index === 0 ? first : startEvaluator(options.folder))),
  );
  return {
    results: evaluations.flatMap(({ results }) => results),
    edges: evaluations.flatMap(({ edges }) => edges),
  };
}

async function evaluateShare(
  files: readonly string[],
  options: EvaluateOptions,
  first: Evaluator,
): Promise<Evaluation> {
  const failed: EvaluatedFile[] = [];
  for (let evaluator: Evaluator | undefined = first; ; evaluator = undefined) {
    const remaining = files.filter((file) => !failed.some((other) => other.file === file));
    const current: Evaluator = evaluator ?? startEvaluator(options.folder);
    const run = await current.evaluate(remaining, options);
    if (run.kind === "done") {
      return { results: files.map((file) => resultFor(file, [...failed, ...run.results])), edges: run.edges };
    }
    failed.push(run.result);
    if (failed.length === files.length) return { results: files.map((file) => resultFor(file, failed)), edges: [] };
  }
}

/** A model that is missing must not pass for one that was removed: its generated files would be deleted. */
function resultFor(file: string, results: readonly EvaluatedFile[]): EvaluatedFile {
  const failure = { kind: "ended", how: "without a result." } as const;
  return results.find((result) => result.file === file) ?? { file, failure };
}
