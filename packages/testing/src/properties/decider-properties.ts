import { type Command, type DomainEvent, NotImplementedError, type Rejection } from "@factum/core";
import fc from "fast-check";
import { checkedDecide } from "../free-checks/checked-decide.js";
import { checkedEvent } from "../free-checks/checked-event.js";
import { checkedEvolve } from "../free-checks/checked-evolve.js";
import type { Checks, DeciderCheck } from "../free-checks/checks.js";
import { stateFitsSchema } from "../free-checks/state-fits-schema.js";
import { isSpecFailure } from "../spec-failure.js";
import { anyEventOf } from "./any-message.js";
import { broken } from "./broken.js";
import { declaredOutcome } from "./checks/declared-outcome.js";
import { hasOlderVersions, olderEvents } from "./checks/older-events.js";
import { type NamedProperty, namedProperty } from "./holds.js";
import { anyPlan } from "./plan.js";
import { type AnySubject, type PropertyOptions, type SpecsOf, subjectOf } from "./property-options.js";
import { call, eventCode, specCode } from "./spec-code.js";
import { type Asking, destinationOf, eventsOf, type WalkMoment, walk } from "./walk.js";

const PURITY: Checks<DeciderCheck> = new Set(["deterministic", "no-mutation", "no-lost-events"] as const);
const STATES: Checks<DeciderCheck> = new Set(["state-schema"] as const);
const STORAGE: Checks<DeciderCheck> = new Set(["event-schema", "json-round-trip"] as const);

/**
 * What holds for every sound decider, whatever it decides: each tried on many histories that commands lead to.
 *
 * @example
 * describe("Any training", () => {
 *   for (const { name, check } of deciderProperties(given)) it(name, check);
 * });
 *
 * @param given of the aggregate's testkit
 */
export function deciderProperties<
  State,
  C extends Command,
  E extends DomainEvent,
  R extends Rejection,
  Id extends string,
>(given: SpecsOf<State, C, E, R, Id>, options: PropertyOptions = {}): readonly NamedProperty[] {
  const subject = subjectOf(given);
  const { decider, model } = subject;
  const property = <Case>(name: string, cases: () => fc.Arbitrary<Case>, holdsFor: (one: Case) => void) =>
    namedProperty(decider.name, name, { cases, holdsFor }, options);
  const onTheWay = (name: string, look: (moment: WalkMoment) => void, asking?: Asking) =>
    property(
      name,
      () => anyPlan(subject, options),
      (plan) => {
        for (const moment of walk(subject, plan, asking === undefined ? {} : { asking }))
          broken(
            () => codeOf(subject, moment),
            () => look(moment),
          );
      },
    );

  return [
    onTheWay("decides on every command in every state, and throws nothing", ({ outcome }) => {
      if (outcome.kind === "threw") throw outcome.error;
    }),
    onTheWay("emits and rejects only what is declared, with data that fit", (moment) =>
      declaredOutcome(model, decider.codec, moment),
    ),
    onTheWay("reaches only states that fit the state's schema", ({ outcome }) => {
      if (outcome.kind !== "accepted") return;
      for (const [index, state] of outcome.states.entries()) {
        stateFitsSchema(model, state, `after ${outcome.events[index]?.type}`, STATES);
      }
    }),
    onTheWay("emits events that come back from a store as they were", ({ outcome }) => {
      for (const event of outcome.kind === "accepted" ? outcome.events : [])
        checkedEvent(decider.codec, event, "An event", STORAGE);
    }),
    onTheWay(
      "decides and folds the same when asked again, and changes nothing in place, and loses no event",
      ({ outcome }) => {
        // What else throws is the first property's.
        if (outcome.kind === "threw" && isSpecFailure(outcome.error)) throw outcome.error;
      },
      ASK_TWICE,
    ),
    property(
      "folds any events in any order, and throws nothing",
      () => fc.tuple(anyPlan(subject, options), anyEvents(subject, options)),
      ([plan, events]) => {
        const journey = destinationOf(subject, plan);
        let { state } = journey;
        for (const [index, event] of events.entries()) {
          state = folded(subject, [...eventsOf(journey), ...events.slice(0, index)], state, event);
        }
      },
    ),
    ...(hasOlderVersions(model)
      ? [
          property(
            "reads events of every older schema version, and folds them",
            () => fc.tuple(anyPlan(subject, options), olderEvents(model, options)),
            ([plan, older]) => {
              const journey = destinationOf(subject, plan);
              const event = broken(
                () => older.described,
                () => older.read(decider.codec),
              );
              folded(subject, eventsOf(journey), journey.state, event);
            },
          ),
        ]
      : []),
  ];
}

function codeOf({ model }: AnySubject, { before, command, context }: WalkMoment): string {
  return specCode(model, { told: before.told, when: { command, context } });
}

function anyEvents(subject: AnySubject, options: PropertyOptions): fc.Arbitrary<readonly DomainEvent[]> {
  const hasSome = Object.keys(subject.model.eventDefinitions).length > 0;
  return hasSome ? fc.array(anyEventOf(subject, options), { minLength: 1, maxLength: 5 }) : fc.constant([]);
}

/** @param before the events that led to the state, for the failure */
function folded(
  { decider, model }: AnySubject,
  before: readonly DomainEvent[],
  state: unknown,
  event: DomainEvent,
): unknown {
  const code = () =>
    `${call(
      "given",
      [...before, event].map((each) => eventCode(model, each)),
    )};`;
  return broken(code, () => {
    try {
      return checkedEvolve(decider, state, event, PURITY);
    } catch (error) {
      if (error instanceof NotImplementedError) return state;
      throw error;
    }
  });
}

/** As specs ask: twice, in two worlds, with frozen copies. */
const ASK_TWICE: Asking = {
  decide: ({ decider }, state, command, contextOf) => checkedDecide(decider, state, command, contextOf, PURITY),
  evolve: ({ decider }, state, event) => checkedEvolve(decider, state, event, PURITY),
};
