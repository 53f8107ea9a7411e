import type { PlainRow } from "../oracle/expected-rows.js";
import { MOST_COMPLETED } from "../queries.js";

/**
 * Those of all completed trainings that the history has to show: all, or the latest, where there are more than it shows. Which of
 * those that were completed at one instant it leaves out at its end, is its own affair.
 */
export function latestCompleted(all: readonly PlainRow[], shown: readonly PlainRow[]): readonly PlainRow[] {
  if (shown.length < MOST_COMPLETED) return all;
  const ids = new Set(shown.map(({ trainingId }) => trainingId));
  const times = shown.map(({ completedAt }) => String(completedAt)).toSorted();
  const oldest = times[0] ?? "";
  return all.filter(({ trainingId, completedAt }) => String(completedAt) > oldest || ids.has(trainingId));
}
