import fc from "fast-check";
import type { EventStore } from "../../ports/event-store.js";
import { judge } from "./judge.js";
import type { Plan } from "./plan.js";
import { play, type Run } from "./play.js";
import { tellStory } from "./story.js";

/**
 * That every run of such plans keeps the contract of command handling.
 *
 * @param onRun is told of every run
 * @param control makes a store that does not keep its own
 */
export function holds(
  plans: fc.Arbitrary<Plan>,
  { onRun = () => {}, control }: { onRun?: (run: Run) => void; control?: (store: EventStore) => EventStore } = {},
): fc.IAsyncProperty<[Plan]> {
  return fc.asyncProperty(plans, async (plan) => {
    const run = await play(plan, control);
    onRun(run);
    const faults = judge(run);
    if (faults.length > 0) throw new BrokenContract(tellStory(run, faults));
  });
}

/** What a run has broken, and its story. */
export class BrokenContract extends Error {}
