import { type Append, type EventStore, type NewEvent, streamIdOf, uuidv7 } from "@factum/core";
import { COURSES, TRAINEES } from "../catalog.js";
import type { TrainingEvent } from "../training/generated/training.types.js";
import { training } from "../training/training.decider.js";

const APPENDS_AT_ONCE = 500;

/**
 * Appends whole histories of trainings, many at once, until the log has at least `atLeast` events more.
 *
 * @returns how many events and appends it took
 */
export async function fillLog(
  store: EventStore,
  atLeast: number,
  onProgress: (events: number) => void,
  signal: AbortSignal,
): Promise<{ events: number; appends: number }> {
  const done = { events: 0, appends: 0 };
  while (done.events < atLeast) {
    signal.throwIfAborted();
    const batch: Append[] = [];
    let events = 0;
    while (batch.length < APPENDS_AT_ONCE && done.events + events < atLeast) {
      const append = wholeHistory(done.appends + batch.length);
      batch.push(append);
      events += append.events.length;
    }
    const outcomes = await Promise.all(batch.map((append) => store.append(append)));
    const refused = outcomes.find(({ status }) => status !== "stored");
    if (refused !== undefined) throw new Error(`An append to a fresh stream came to "${refused.status}".`);
    done.events += events;
    done.appends += batch.length;
    onProgress(done.events);
  }
  return done;
}

/** Some are going on, some completed, some canceled. */
function wholeHistory(n: number): Append {
  const { id: traineeId } = TRAINEES[n % 3] ?? TRAINEES[0];
  const { id: courseId, videos } = COURSES[n % 2] ?? COURSES[0];
  const history: TrainingEvent[] = [
    { type: "RegistrationCreated", data: { traineeId, courseId, dueDate: "2031-05-17" } },
    ...videos.map(({ id }): TrainingEvent => ({ type: "VideoStarted", data: { videoId: id } })),
  ];
  if (n % 4 === 1) history.push({ type: "RegistrationCanceled", data: { reason: "Nobody had the time." } });
  if (n % 4 >= 2) history.push({ type: "TrainingCompleted", data: { traineeId, courseId } });
  const events = history.map(
    (event): NewEvent => ({ eventId: uuidv7(), ...training.codec.encode(event), metadata: {} }),
  );
  return { streamId: streamIdOf(training.category, uuidv7()), expectedVersion: "no-stream", events };
}
