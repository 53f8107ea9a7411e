import {
  type Command,
  type DecisionContext,
  type DomainEvent,
  isRejection,
  NotImplementedError,
  type Rejection,
} from "@factum/core";
import { handedCopy } from "../free-checks/frozen-copy.js";
import { repeatableContext, type SpecContext } from "../spec-context.js";
import { SPEC_NOW } from "../spec-values.js";
import { KnownValues } from "./known-values.js";
import { afterDays, LAST_STEPS, NEXT_STEPS, type Plan } from "./plan.js";
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
    | { readonly kind: "threw"; readonly error: unknown };
}

/** How a walk asks its decider. */
export interface Asking {
  /** @param contextOf the context of one run, each time the same */
  decide(subject: AnySubject, state: unknown, command: Command, contextOf: () => DecisionContext): Decision;
  evolve(subject: AnySubject, state: unknown, event: DomainEvent): unknown;
}

export type Decision = readonly DomainEvent[] | Rejection;

export interface WalkOptions {
  /** How many ids were drawn before, by other streams. Default 0. */
  readonly drawn?: number;
  /** Default: once, with copies. */
  readonly asking?: Asking;
}

/** Carries a plan out, command by command, with the ids and times of specs. Ends where the decider throws. */
export function* walk(
  subject: AnySubject,
  plan: Plan,
  { drawn = 0, asking = ASK_ONCE }: WalkOptions = {},
): Generator<WalkMoment, Journey> {
  const known = new KnownValues();
  let journey: Journey = { state: subject.decider.initialState, told: [], version: 0, drawn };
  let days = 0;
  for (const [index, { candidates, reuse, days: later, actor }] of plan.steps.entries()) {
    days += later;
    const context = { ...(days === 0 ? {} : { now: afterDays(days) }), ...(actor === undefined ? {} : { actor }) };
    const mayEnd = !plan.isLively || index >= plan.steps.length - LAST_STEPS;
    const next = plan.steps.slice(index + 1, index + 1 + NEXT_STEPS).flatMap((step) => step.candidates);
    for (const candidate of candidates) {
      const command = acceptable(subject, candidate, known.mixInto(candidate.data, reuse));
      const { moment, after } = ask({ subject, asking, before: journey, command, context });
      yield moment;
      if (moment.outcome.kind === "threw") return journey;
      if (after === undefined) continue;
      if (!mayEnd && !next.some((each) => leadsOn(subject, after, each, context))) continue;
      journey = after;
      known.add(journey.state);
      for (const event of moment.outcome.kind === "accepted" ? moment.outcome.events : []) known.add(event.data);
      break;
    }
  }
  return journey;
}

/** Where a plan leads to. */
export function destinationOf(subject: AnySubject, plan: Plan, options?: WalkOptions): Journey {
  const moments = walk(subject, plan, options);
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

function leadsOn(subject: AnySubject, before: Journey, command: Command, context: SpecContext): boolean {
  return ask({ subject, asking: ASK_ONCE, before, command, context }).after !== undefined;
}

const NO_CHECKS = new Set<never>();

/** Copies: a decider that changes what it is given shall not change what the walk tells of it. */
const ASK_ONCE: Asking = {
  decide: ({ decider }, state, command, contextOf) =>
    decider.decide(handedCopy(state, NO_CHECKS), handedCopy(command, NO_CHECKS), contextOf()),
  evolve: ({ decider }, state, event) => decider.evolve(handedCopy(state, NO_CHECKS), handedCopy(event, NO_CHECKS)),
};

const NOTHING = { kind: "accepted", events: [], states: [] } as const;

interface Question {
  readonly subject: AnySubject;
  readonly asking: Asking;
  readonly before: Journey;
  readonly command: Command;
  readonly context: SpecContext;
}

function ask({ subject, asking, before, command, context }: Question): {
  readonly moment: WalkMoment;
  readonly after?: Journey;
} {
  const spec = { id: subject.id, version: before.version, drawnBefore: before.drawn, now: SPEC_NOW };
  const { contextOf, drawn } = repeatableContext(spec, context);
  const asked = { before, command, context };
  try {
    const decision = asking.decide(subject, before.state, command, contextOf);
    if (isRejection(decision)) {
      return { moment: { ...asked, outcome: { kind: "rejected", rejection: decision as Rejection } } };
    }
    const events = decision as readonly DomainEvent[];
    const states: unknown[] = [];
    for (const event of events) {
      states.push(asking.evolve(subject, states.length === 0 ? before.state : states.at(-1), event));
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
    // A stub that `factum generate --fix` wrote: what it will do is not known yet.
    if (error instanceof NotImplementedError) return { moment: { ...asked, outcome: NOTHING } };
    return { moment: { ...asked, outcome: { kind: "threw", error } } };
  }
}
