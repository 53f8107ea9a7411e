import { type Command, type DomainEvent, isRejection, type Rejection } from "@factum/core";
import { repeatableContext, type SpecContext } from "../spec-context.js";
import { SPEC_NOW } from "../spec-values.js";
import { KnownValues } from "./known-values.js";
import { afterDays, type Plan } from "./plan.js";
import type { AnySubject } from "./property-options.js";

/** A command that was accepted and led to events. */
export interface ToldStep {
  readonly command: Command;
  readonly context: SpecContext;
  readonly events: readonly DomainEvent[];
}

/** How far a walk has come. */
export interface Journey {
  readonly state: unknown;
  readonly told: readonly ToldStep[];
  /** Stream version: the number of events so far. */
  readonly version: number;
  /** How many ids the accepted commands have drawn. */
  readonly drawn: number;
}

/** One command, asked for on the way. */
export interface WalkMoment {
  readonly before: Journey;
  readonly command: Command;
  readonly context: SpecContext;
  /** What it came to; of a decider that threw, what it threw. */
  readonly outcome:
    | { readonly kind: "accepted"; readonly events: readonly DomainEvent[]; readonly states: readonly unknown[] }
    | { readonly kind: "rejected"; readonly rejection: Rejection }
    | { readonly kind: "threw"; readonly error: unknown; readonly from: "decide" | "evolve" };
}

/**
 * Carries a plan out, command by command, with the ids and times of specs. Ends where the decider throws.
 *
 * @param drawn how many ids were drawn before, by other streams
 */
export function* walk(subject: AnySubject, plan: Plan, drawn = 0): Generator<WalkMoment, Journey> {
  const known = new KnownValues();
  let journey: Journey = { state: subject.decider.initialState, told: [], version: 0, drawn };
  let days = 0;
  for (const { candidates, reuse, days: later, actor } of plan) {
    days += later;
    const context = { ...(days === 0 ? {} : { now: afterDays(days) }), ...(actor === undefined ? {} : { actor }) };
    for (const candidate of candidates) {
      const command = acceptable(subject, candidate, known.mixInto(candidate.data, reuse));
      const { moment, after } = ask(subject, journey, command, context);
      yield moment;
      if (moment.outcome.kind === "threw") return journey;
      if (after === undefined) continue;
      journey = after;
      known.add(journey.state);
      for (const event of moment.outcome.kind === "accepted" ? moment.outcome.events : []) known.add(event.data);
      break;
    }
  }
  return journey;
}

/** Where a plan leads to. */
export function destinationOf(subject: AnySubject, plan: Plan, drawn = 0): Journey {
  const moments = walk(subject, plan, drawn);
  for (;;) {
    const next = moments.next();
    if (next.done === true) return next.value;
  }
}

export function eventsOf({ told }: Journey): readonly DomainEvent[] {
  return told.flatMap(({ events }) => events);
}

/** The command with the data that it was to take up; as it was, if its schema does not take them. */
function acceptable(subject: AnySubject, { type, data }: Command, mixed: unknown): Command {
  try {
    return subject.decider.parseCommand({ type, data: mixed });
  } catch {
    return subject.decider.parseCommand({ type, data });
  }
}

function ask(
  { decider, id }: AnySubject,
  before: Journey,
  command: Command,
  context: SpecContext,
): { readonly moment: WalkMoment; readonly after?: Journey } {
  const { contextOf, drawn } = repeatableContext(
    { id, version: before.version, drawnBefore: before.drawn, now: SPEC_NOW },
    context,
  );
  const asked = { before, command, context };
  let from: "decide" | "evolve" = "decide";
  try {
    // Copies: a decider that changes what it is given shall not change what the walk tells of it.
    const decision = decider.decide(structuredClone(before.state), structuredClone(command), contextOf());
    if (isRejection(decision))
      return { moment: { ...asked, outcome: { kind: "rejected", rejection: decision as Rejection } } };
    from = "evolve";
    const events = decision as readonly DomainEvent[];
    const states: unknown[] = [];
    for (const event of events) {
      const state = states.length === 0 ? before.state : states.at(-1);
      states.push(decider.evolve(structuredClone(state), structuredClone(event)));
    }
    const moment: WalkMoment = { ...asked, outcome: { kind: "accepted", events, states } };
    if (events.length === 0) return { moment };
    const after = {
      state: states.at(-1),
      told: [...before.told, { command, context, events }],
      version: before.version + events.length,
      drawn: before.drawn + drawn(),
    };
    return { moment, after };
  } catch (error) {
    return { moment: { ...asked, outcome: { kind: "threw", error, from } } };
  }
}
