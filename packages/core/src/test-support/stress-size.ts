/** Stress tests run as long as they are worth with `STRESS=long`, else as long as CI has patience. */
const IS_LONG = process.env.STRESS === "long";

export function stressSize(ci: number, long: number): number {
  return IS_LONG ? long : ci;
}

/** Of a stress test, in milliseconds. */
export const STRESS_TIMEOUT_MS = stressSize(120_000, 1_800_000);
