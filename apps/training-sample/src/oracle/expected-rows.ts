import { aggregateIdOf } from "@factum/core";
import { isTraining, type LogEvent } from "./log-event.js";

/** A row of a read model, as a query returns it. */
export type PlainRow = Readonly<Record<string, unknown>>;

/** What both read models must hold after these events: the plainest fold there is, and none of the listeners' code. */
export function expectedRows(log: readonly LogEvent[]): { readonly list: PlainRow[]; readonly history: PlainRow[] } {
  const list = new Map<string, PlainRow>();
  const history = new Map<string, PlainRow>();
  for (const { streamId, type, data, recordedAt } of log) {
    if (!isTraining(streamId)) continue;
    const trainingId = aggregateIdOf(streamId);
    const { traineeId, courseId, dueDate } = data;
    if (type === "RegistrationCreated") list.set(trainingId, { trainingId, traineeId, courseId, dueDate });
    if (type === "RegistrationCanceled" || type === "TrainingCompleted") list.delete(trainingId);
    if (type === "TrainingCompleted") {
      history.set(trainingId, { trainingId, traineeId, courseId, completedAt: recordedAt });
    }
  }
  return { list: [...list.values()], history: [...history.values()] };
}
