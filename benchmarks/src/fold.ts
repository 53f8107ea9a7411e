import { fold } from "@factum/core";
import { course } from "./course/course.decider.js";
import type { CourseEvent, CourseState } from "./course/generated/course.types.js";
import { median } from "./statistics.js";

const EVENTS = 10_000;
const ROUNDS = 21;
/** Rounds until V8 has compiled both for good: before that, whoever came first is ahead by a factor of three. */
const WARM_UP = 20;
/** Folds in a round: one alone is over within the timer's noise. */
const FOLDS = 50;

/** A pure fold through the generated dispatch ÷ the same through a switch written by hand. */
export async function benchFold(): Promise<Record<string, number>> {
  const events = Array.from({ length: EVENTS }, registered);
  const generated: number[] = [];
  const byHand: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const ours = eventsPerSecond(() => fold(course, course.initialState, events).trainees);
    const theirs = eventsPerSecond(() => fold(byHandDecider, course.initialState, events).trainees);
    if (round < 0) continue;
    generated.push(ours);
    byHand.push(theirs);
  }
  return {
    "fold.per_s": median(generated),
    "fold.events_per_s": median(generated) / median(byHand),
  };
}

function eventsPerSecond(foldAll: () => number): number {
  const start = performance.now();
  let trainees = 0;
  for (let count = 0; count < FOLDS; count++) trainees += foldAll();
  const seconds = (performance.now() - start) / 1_000;
  if (trainees !== FOLDS * EVENTS) throw new Error(`${trainees} trainees were counted, not ${FOLDS * EVENTS}.`);
  return (FOLDS * EVENTS) / seconds;
}

/** What a team would write without generated code. */
const byHandDecider = {
  evolve(state: CourseState, event: CourseEvent): CourseState {
    switch (event.type) {
      case "TraineeRegistered":
        return { ...state, trainees: state.trainees + 1 };
      case "CourseClosed":
        return { ...state, isClosed: true };
    }
  },
};

function registered(_: unknown, index: number): CourseEvent {
  const id = `00000000-0000-7000-8000-${String(index).padStart(12, "0")}`;
  return { type: "TraineeRegistered", data: { traineeId: id, sessionId: id, dueDate: "2031-05-17" } };
}
