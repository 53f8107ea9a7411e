/** What a run was, as far as it matters for whether all specs had their say. */
export interface RunFacts {
  /** Why it ended: `passed`, `failed` or `interrupted`. */
  readonly reason: string;
  /** Whether only some tests of the files were asked for: by their names, tags or lines. */
  readonly isOfTests: boolean;
  /** Whether a spec failed, or a spec file could not be loaded. */
  readonly failed: boolean;
  /** Whether a spec is marked as `only`. */
  readonly only: boolean;
  /** Every spec file of the project. */
  readonly files: readonly string[];
  /** Those that ran. */
  readonly ran: { has(file: string): boolean };
}

/**
 * Why a run says nothing about what is missing; undefined if it was complete. A spec that failed has shown nothing, so that
 * its outcomes would seem to be missing, too.
 */
export function whyNotJudged({ reason, isOfTests, failed, only, files, ran }: RunFacts): string | undefined {
  if (reason === "interrupted") return "the run was interrupted.";
  if (isOfTests) return "only some tests were asked for.";
  const missing = files.filter((file) => !ran.has(file)).length;
  if (missing > 0) return `${files.length - missing} of ${files.length} spec files ran.`;
  if (failed) return "a spec failed.";
  return only ? "a spec is marked as `only`." : undefined;
}
