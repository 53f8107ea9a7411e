import { type EffectCall, tellableArgs } from "./effect-call.js";

export interface EffectsRecorder<Effects> {
  /** Whatever a reaction may call, by any name. */
  readonly effects: Effects;
  /** The calls since the last time that they were taken. */
  take(): readonly EffectCall[];
  /** Has the n-th call from now on fail, from 0. */
  failAt(index: number): void;
}

/** What an effect fails with when a spec has it fail. */
export class EffectFailure extends Error {
  override readonly name = "EffectFailure";
}

/**
 * Effects that do nothing but to remember how they were called. They answer as `answers` do; without an answer with a promise of
 * nothing.
 */
export function recordedEffects<Effects extends object>(answers: Partial<Effects>): EffectsRecorder<Effects> {
  let calls: EffectCall[] = [];
  let failing = -1;
  const given = answers as Readonly<Record<string, unknown>>;

  const call = (effect: string, args: readonly unknown[]): unknown => {
    const answer = given[effect];
    const result =
      typeof answer === "function" ? (answer as (...args: readonly unknown[]) => unknown)(...args) : Promise.resolve();
    calls.push({ effect, args: tellableArgs(args) });
    if (calls.length - 1 !== failing) return result;
    const failure = new EffectFailure(`${effect} failed, as the spec had it`);
    if (!(result instanceof Promise)) throw failure;
    const failed = Promise.reject(failure);
    // One that nobody waits for is found by what the reaction does next, not by a crash of the test run.
    failed.catch(() => {});
    return failed;
  };

  const effects = new Proxy({} as Effects, {
    get(_target, name) {
      // Else `await effects` would call `then`.
      if (typeof name === "symbol" || (name === "then" && given.then === undefined)) return undefined;
      const answer = Object.hasOwn(given, name) ? given[name] : undefined;
      if (answer !== undefined && typeof answer !== "function") return answer;
      return (...args: readonly unknown[]) => call(name, args);
    },
  });
  return {
    effects,
    take() {
      const taken = calls;
      calls = [];
      failing = -1;
      return taken;
    },
    failAt(index) {
      failing = index;
    },
  };
}
