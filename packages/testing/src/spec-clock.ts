import { assertInstant, InvalidOptionError } from "@factum/core";

const STEP = Symbol("step");

/** A step of a spec's clock, among what happened. Made by {@link at} and {@link later}. */
export interface ClockStep {
  readonly [STEP]: (now: string) => string;
  /** As it reads in a failure. */
  readonly text: string;
}

/** A span of time of a fixed length; months and years have none. */
export interface Span {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

const UNITS = { days: 86_400_000, hours: 3_600_000, minutes: 60_000, seconds: 1_000, milliseconds: 1 };

/** A hundred thousand years; dates end in the year 275760. */
const LONGEST_MS = 100_000 * 365 * UNITS.days;

/**
 * From here on it is this instant.
 *
 * @param instant ISO 8601 with `Z` or an offset
 * @throws {InvalidOptionError} if it is none
 *
 * @example
 * given(RegistrationCreated(), at("2031-05-17T08:00:00Z")).when(StartVideo()).then(…);
 */
export function at(instant: string): ClockStep {
  assertInstant("at", instant);
  const now = new Date(instant).toISOString();
  return { [STEP]: () => now, text: `at ${now}` };
}

/**
 * From here on it is so much later.
 *
 * @throws {InvalidOptionError} for a unit that there is not, and a number that is negative or none
 *
 * @example
 * given(on(id, OrderPlaced()), later({ days: 3 }), on(id, OrderPaid())).thenRow({ orderId: id }, { daysUntilPaid: 3 });
 */
export function later(span: Span): ClockStep {
  const parts = Object.entries(span).filter(([, amount]) => amount !== undefined);
  const milliseconds = parts.reduce((sum, [unit, amount]) => sum + millisecondsOf(unit, amount), 0);
  if (milliseconds > LONGEST_MS)
    throw new InvalidOptionError("later", span, "a span after which there still are dates");
  const text = parts.map(([unit, amount]) => `${amount} ${unit}`).join(" ");
  return {
    [STEP]: (now) => new Date(Date.parse(now) + milliseconds).toISOString(),
    text: `${text || "no time"} later`,
  };
}

export function isClockStep(item: unknown): item is ClockStep {
  return typeof item === "object" && item !== null && STEP in item;
}

/** The time behind a step. */
export function timeAfter(step: ClockStep, now: string): string {
  return step[STEP](now);
}

function millisecondsOf(unit: string, amount: unknown): number {
  if (!Object.hasOwn(UNITS, unit))
    throw new InvalidOptionError("later", unit, `any of ${Object.keys(UNITS).join(", ")}`);
  if (typeof amount !== "number" || !Number.isFinite(amount) || amount < 0) {
    throw new InvalidOptionError(`later.${unit}`, amount, "a number from 0");
  }
  return amount * UNITS[unit as keyof Span];
}
