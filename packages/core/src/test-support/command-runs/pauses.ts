import { Turns } from "./turns.js";

let turns = new Turns([]);

/** Has pauses take turns of the run that begins. */
export function pauseBy(ofRun: Turns): void {
  turns = ofRun;
}

/** Stands in for the `wait` of command handling: it takes a turn, however long it is. */
export async function wait(_milliseconds: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  await turns.next();
  signal?.throwIfAborted();
}
