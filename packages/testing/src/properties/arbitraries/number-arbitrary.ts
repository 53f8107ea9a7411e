import fc from "fast-check";
import type { z } from "zod";
import { checksOf, defOf } from "./schema-def.js";

/** Far from what sums up to no safe integer. */
const BOUND = 1_000_000_000;

const INTEGERS = new Set(["safeint", "int32", "uint32", "int64", "uint64"]);

/** Numbers for a number schema: of its range, its step, and mostly small ones. What its other checks want is left to them. */
export function numberArbitrary(schema: z.ZodType): fc.Arbitrary<number> {
  const range = rangeOf(schema);
  const [low, high] = [Math.max(range.low, -BOUND), Math.min(range.high, BOUND)];
  // A range that lies beyond the bound counts as it is.
  const [min, max] = low <= high ? [low, high] : [clamp(range.low), clamp(range.high)];
  if (range.step !== undefined) return steps(range.step, min, max);
  const whole = Math.ceil(min) <= Math.floor(max) ? integers(Math.ceil(min), Math.floor(max)) : undefined;
  if (range.integer && whole !== undefined) return whole;
  const all = fc.double({ min, max, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
  return whole === undefined ? all : fc.oneof(whole, all);
}

function integers(min: number, max: number): fc.Arbitrary<number> {
  const few = { min: Math.max(min, Math.min(max, 0)), max: Math.min(max, Math.max(min, 3)) };
  return fc.oneof(fc.integer(few), fc.integer({ min, max }));
}

/** Multiples of a step like 0.01, each the number that its decimal text reads as. */
function steps(step: number, min: number, max: number): fc.Arbitrary<number> {
  const decimals = /e-(\d+)$/.exec(step.toExponential())?.[1];
  const digits = Math.min(100, (decimals === undefined ? 0 : Number(decimals)) + String(step).length);
  const first = Math.ceil(min / step);
  const last = Math.floor(max / step);
  const safe = { min: clamp(Math.min(first, last)), max: clamp(Math.max(first, last)) };
  return integers(safe.min, safe.max).map((times) => Number((times * step).toFixed(digits > 15 ? 15 : digits)) + 0);
}

function clamp(value: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

interface NumberRange {
  readonly integer: boolean;
  readonly low: number;
  readonly high: number;
  readonly step?: number;
}

function rangeOf(schema: z.ZodType): NumberRange {
  const def = defOf(schema) as z.core.$ZodNumberDef & { readonly format?: string };
  let range: NumberRange = withFormat({ integer: false, low: -Infinity, high: Infinity }, def.format);
  for (const check of checksOf(schema)) {
    if (check.check === "number_format") range = withFormat(range, check.format);
    if (check.check === "greater_than") range = { ...range, low: Math.max(range.low, Number(check.value)) };
    if (check.check === "less_than") range = { ...range, high: Math.min(range.high, Number(check.value)) };
    if (check.check === "multiple_of") range = { ...range, step: Number(check.value) };
  }
  return range;
}

function withFormat(range: NumberRange, format: string | undefined): NumberRange {
  if (format === undefined || !INTEGERS.has(format)) return range;
  const [low, high] =
    format === "int32" ? [-(2 ** 31), 2 ** 31 - 1] : format === "uint32" ? [0, 2 ** 32 - 1] : [-Infinity, Infinity];
  return { ...range, integer: true, low: Math.max(range.low, low), high: Math.min(range.high, high) };
}
