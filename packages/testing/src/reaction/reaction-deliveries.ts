import { type Listener, type ListenerStore, MemoryListenerStore, type StoredEvent } from "@factum/core";
import type { World } from "../free-checks/in-world.js";
import { type ListenerRun, runListener } from "../listener-run.js";
import type { EffectCall } from "./effect-call.js";
import { type EffectsRecorder, recordedEffects } from "./recorded-effects.js";

/** A reaction with its effects given to it. */
export type MakeReaction<Effects> = (effects: Effects, store: ListenerStore) => Listener;

/** What a reaction did for one event. */
export interface Handled {
  readonly event: StoredEvent;
  readonly calls: readonly EffectCall[];
}

/** Delivers events to a reaction, each time to one that was made anew, as in a process that has just started. */
export class ReactionDeliveries<Effects extends object> {
  readonly #make: MakeReaction<Effects>;
  readonly #answers: Partial<Effects>;

  constructor(make: MakeReaction<Effects>, answers: Partial<Effects>) {
    this.#make = make;
    this.#answers = answers;
  }

  /** @throws what a handler threw */
  oneByOne(events: readonly StoredEvent[], world: World = "this"): Promise<readonly Handled[]> {
    return this.#run(async (run, recorder) => {
      const handled: Handled[] = [];
      for (const event of events) {
        await run.handle([event], world);
        handled.push({ event, calls: recorder.take() });
      }
      return handled;
    });
  }

  /** All in one batch, the streams side by side. @throws what a handler threw */
  atOnce(events: readonly StoredEvent[]): Promise<readonly EffectCall[]> {
    return this.#run(async (run, recorder) => {
      await run.handle(events);
      return recorder.take();
    });
  }

  /**
   * An event whose n-th call of an effect fails, from 0, and that then is delivered again.
   *
   * @returns what was done for it then; undefined if the reaction took the failed event for done
   */
  failing(event: StoredEvent, index: number): Promise<readonly EffectCall[] | undefined> {
    return this.#run(async (run, recorder) => {
      recorder.failAt(index);
      if (await hasHandled(run, event)) return undefined;
      recorder.take();
      await run.handle([event]);
      return recorder.take();
    });
  }

  listener(): Listener {
    return this.#make(recordedEffects(this.#answers).effects, new MemoryListenerStore());
  }

  async #run<Result>(
    deliver: (run: ListenerRun, recorder: EffectsRecorder<Effects>) => Promise<Result>,
  ): Promise<Result> {
    const recorder = recordedEffects(this.#answers);
    const store = new MemoryListenerStore();
    const run = await runListener(this.#make(recorder.effects, store), store);
    try {
      return await deliver(run, recorder);
    } finally {
      await run.end();
    }
  }
}

async function hasHandled(run: ListenerRun, event: StoredEvent): Promise<boolean> {
  try {
    await run.handle([event]);
    return true;
  } catch {
    return false;
  }
}
