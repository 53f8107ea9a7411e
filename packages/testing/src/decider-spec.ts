import { type Command, type Decider, type DomainEvent, isRejection, type Rejection } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import { assertMessage } from "./assert-message.js";
import { type Compared, compare, compareAll } from "./compare.js";
import { describeCommand, describeHistory, placeOf, type Story, Storyteller } from "./decider-story.js";
import type { Decided, Given, Moment } from "./decider-words.js";
import { describeEvents } from "./describe/describe-decision.js";
import { describeDifference } from "./describe/describe-difference.js";
import { describeMessage } from "./describe/describe-message.js";
import { type Chapter, describeStory } from "./describe/describe-story.js";
import { describeValue } from "./describe/describe-value.js";
import { differenceHeading } from "./describe/difference-heading.js";
import { type Checks, checksWithout, DECIDER_CHECKS, type DeciderCheck } from "./free-checks/checks.js";
import { isLike } from "./like.js";
import { mustFinish } from "./must-finish.js";
import { showDecision, showState } from "./shown/show.js";
import type { ClockStep } from "./spec-clock.js";
import type { SpecContext } from "./spec-context.js";
import { specFailure } from "./spec-failure.js";

export interface DeciderSpecOptions<Id extends string> {
  /** The instance that specs are about. */
  readonly id: Id;
  /** The default export of the model file: the schemas, and what each command may emit and reject. */
  readonly model: AggregateModel;
}

/**
 * Makes the `given` of an aggregate's testkit.
 *
 * Every spec also checks, for free: commands, events and states fit their schemas; events come back from a store unchanged;
 * `decide` and `evolve` change nothing in place and are deterministic; no event is built and then lost.
 *
 * @example
 * given(RegistrationCreated(), RegistrationCanceled({ reason: "moved" }))
 *   .when(StartVideo())
 *   .thenRejects("RegistrationWasCanceled", { reason: "moved" });
 */
export function deciderSpec<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string>(
  decider: Decider<State, C, E, R, Id>,
  { id, model }: DeciderSpecOptions<NoInfer<Id>>,
): Given<State, C, E, R, Id> {
  type ThisMoment = Moment<State, C, E, R, Id>;
  const subject = { decider, id: decider.parseId(id), model };

  return givenWith(new Set(DECIDER_CHECKS));

  function givenWith(checks: Checks<DeciderCheck>): Given<State, C, E, R, Id> {
    const storyteller = new Storyteller(subject, checks);
    const given = (...history: readonly (E | C | ClockStep)[]) =>
      momentOf(storyteller, storyteller.tell(storyteller.begin(), history));
    const without = (...names: readonly DeciderCheck[]) => givenWith(checksWithout(DECIDER_CHECKS, checks, names));
    return Object.assign(given, { subject, without });
  }

  function momentOf(storyteller: Storyteller<State, C, E, R, Id>, story: Story<State>): ThisMoment {
    return {
      and(...history) {
        return momentOf(storyteller, storyteller.tell(story, history));
      },
      when(command, context = {}) {
        return decidedOf(storyteller, story, command, context, this.when);
      },
      thenState(state) {
        const { holds, actual, expected } = compare(story.state, state);
        if (holds) {
          showState(subject, story);
          return momentOf(storyteller, story);
        }
        const message = describeStory([
          ["Given", describeHistory(story.lines)],
          [
            differenceHeading("Expected the state", isLike(state)),
            describeDifference(describeValue(expected), describeValue(actual)),
          ],
        ]);
        throw specFailure({ message, actual, expected, thrownBy: this.thenState });
      },
    };
  }

  function decidedOf(
    storyteller: Storyteller<State, C, E, R, Id>,
    story: Story<State>,
    command: C,
    context: SpecContext<Id>,
    when: ThisMoment["when"],
  ): Decided<State, C, E, R, Id> {
    const { decision, after } = storyteller.decide(story, command, context);
    const rejection = isRejection(decision) ? (decision as R) : undefined;
    const chapters: Chapter[] = [...placeOf(story), ["When", describeCommand(command)]];
    const finish = mustFinish(describeStory(chapters), "then, thenNothing or thenRejects", when);

    const settle = ({ holds, actual, expected }: Compared, { hasLike = false, thrownBy }: Step): ThisMoment => {
      finish();
      if (holds) {
        showDecision(subject, story, after);
        return momentOf(storyteller, after);
      }
      const heading = differenceHeading("Expected", hasLike);
      const message = describeStory([
        ...chapters,
        [heading, describeDifference(describeOutcome(expected), describeOutcome(actual))],
        ...(rejection === undefined ? [] : [["It was rejected because", describeReason(rejection)] as const]),
      ]);
      throw specFailure({ message, actual, expected, thrownBy });
    };
    const compareEvents = (expected: readonly unknown[]): Compared =>
      rejection === undefined
        ? compareAll(decision as readonly E[], expected)
        : { ...compareAll([], expected), holds: false, actual: refusalOf(rejection.name, [rejection.data]) };

    return {
      // biome-ignore lint/suspicious/noThenProperty: given, when, then is how specs read; `await` on it fails below
      then(...events) {
        finish();
        assertEvents(events);
        return settle(compareEvents(events), { hasLike: events.some(isLike), thrownBy: this.then });
      },
      thenNothing() {
        return settle(compareEvents([]), { thrownBy: this.thenNothing });
      },
      thenRejects(name, ...asked) {
        const data = asked.filter((each) => each !== undefined);
        const compared = data.map((each) => compare(rejection?.data, each));
        const [expected, present] = [compared.map((each) => each.expected), compared.map((each) => each.actual)];
        const actual = rejection === undefined ? decision : refusalOf(rejection.name, present);
        const outcome = compare(actual, refusalOf(name, expected));
        return settle(outcome, { hasLike: data.some(isLike), thrownBy: this.thenRejects });
      },
    };
  }
}

interface Step {
  readonly hasLike?: boolean;
  readonly thrownBy: (...args: never[]) => unknown;
}

/** A rejection as specs compare it: by name, and by data only where the spec gives some. */
function refusalOf(rejection: string, data: readonly unknown[]): Refusal {
  return data.length === 0 ? { rejection } : { rejection, data: data[0] };
}

interface Refusal {
  readonly rejection: string;
  readonly data?: unknown;
}

function describeOutcome(outcome: unknown): string {
  if (Array.isArray(outcome)) return describeEvents(outcome);
  const { rejection, data = {} } = outcome as Refusal;
  return `rejection ${describeMessage(rejection, data)}`;
}

/** The sentence that a person reads, and the data behind it. */
function describeReason({ message, data }: Rejection): string {
  return describeMessage(JSON.stringify(message), data);
}

function assertEvents(events: readonly unknown[]): void {
  // What `await` calls a `then` with has no name; a builder that nobody called has one.
  if (events.some((event) => typeof event === "function" && event.name === "")) {
    throw new TypeError(
      "A spec is synchronous: do not await or return it before its then, thenNothing or thenRejects.",
    );
  }
  for (const event of events) if (!isLike(event)) assertMessage("then", event, "events");
}
