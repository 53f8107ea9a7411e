import { isDeepStrictEqual } from "node:util";
import { type Command, type Decider, type DomainEvent, isRejection, type Rejection } from "@factum/core";
import type { AggregateModel } from "@factum/core/model";
import { describeCommand, type Story, Storyteller } from "./decider-story.js";
import { describeDecision, describeEvents } from "./describe/describe-decision.js";
import { describeMessage } from "./describe/describe-message.js";
import { describeStory } from "./describe/describe-story.js";
import { describeValue } from "./describe/describe-value.js";
import { mustFinish } from "./must-finish.js";
import { showDecision, showState } from "./shown/show.js";
import type { SpecContext } from "./spec-context.js";
import { specFailure } from "./spec-failure.js";

export type { SpecContext } from "./spec-context.js";

export interface DeciderSpecOptions<Id extends string> {
  /** The instance that specs are about. */
  readonly id: Id;
  /** The default export of the model file: the schemas, and what each command may emit and reject. */
  readonly model: AggregateModel;
}

/** What an aggregate's specs are about. */
export interface SpecSubject<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  readonly decider: Decider<State, C, E, R, Id>;
  readonly id: Id;
  readonly model: AggregateModel;
}

export interface Given<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** Begins a spec. The history holds events, and commands that were accepted. */
  (...history: readonly (E | C)[]): Moment<State, C, E, R, Id>;
  /** For those who make specs of the same aggregate themselves: properties, reports. */
  readonly subject: SpecSubject<State, C, E, R, Id>;
}

/** A point in a spec at which the state is known: behind the history, or behind a command's outcome. */
export interface Moment<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** Decides a command on the present state. */
  when(command: C, context?: SpecContext<Id>): Decided<State, C, E, R, Id>;
  /** The present state is exactly this. */
  thenState(state: State): Moment<State, C, E, R, Id>;
}

/** A command that was decided, and what the spec has to say of it. */
export interface Decided<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  /** It led to exactly these events, in this order. */
  then(...events: readonly E[]): Moment<State, C, E, R, Id>;
  /** It was accepted, and there was nothing to do. */
  thenNothing(): Moment<State, C, E, R, Id>;
  /** It was rejected by this name; with this data, if given. */
  thenRejects<Name extends R["name"]>(name: Name, ...data: RejectionDataArgs<R, Name>): Moment<State, C, E, R, Id>;
}

/** The data of a rejection as an optional argument; none where the rejection declares none. */
export type RejectionDataArgs<R extends Rejection, Name extends R["name"]> =
  Extract<R, { readonly name: Name }> extends { readonly data: infer Data }
    ? unknown extends Data
      ? [data?: unknown]
      : [keyof Data] extends [never]
        ? []
        : [data?: Data]
    : never;

/**
 * Makes the `given` of an aggregate's testkit.
 *
 * Every spec also checks, for free: events fit their schemas and come back from a store unchanged; `decide` and `evolve`
 * change nothing in place and are deterministic.
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
  const storyteller = new Storyteller(decider, subject.id);
  const given = (...history: readonly (E | C)[]) => momentOf(storyteller.begin(history));

  return Object.assign(given, { subject });

  function momentOf(story: Story<State>): ThisMoment {
    return {
      when(command, context = {}) {
        return decidedOf(story, command, context, this.when);
      },
      thenState(state) {
        if (isDeepStrictEqual(story.state, state)) {
          showState(subject, story);
          return momentOf(story);
        }
        const message = describeStory([
          ["Given", describeHistory(story)],
          ["Expected the state", describeValue(state)],
          ["But it is", describeValue(story.state)],
        ]);
        throw specFailure({ message, actual: story.state, expected: state, thrownBy: this.thenState });
      },
    };
  }

  function decidedOf(
    story: Story<State>,
    command: C,
    context: SpecContext<Id>,
    when: ThisMoment["when"],
  ): Decided<State, C, E, R, Id> {
    const { decision, after } = storyteller.decide(story, command, context);
    const chapters: [string, string][] = [
      ["Given", describeHistory(story)],
      ["When", describeCommand(command)],
    ];
    const finish = mustFinish(describeStory(chapters), "then, thenNothing or thenRejects", when);

    const compare = (failure: Comparison): ThisMoment => {
      finish();
      if (isDeepStrictEqual(failure.actual, failure.expected)) {
        showDecision(subject, story, after);
        return momentOf(after);
      }
      const message = describeStory([
        ...chapters,
        ["Expected", failure.described],
        ["But got", describeDecision(decision)],
      ]);
      throw specFailure({ ...failure, message });
    };

    return {
      // biome-ignore lint/suspicious/noThenProperty: given, when, then is how specs read; `await` on it fails below
      then(...events) {
        finish();
        assertNotAwaited(events);
        return compare({
          actual: decision,
          expected: events,
          described: describeEvents(events),
          thrownBy: this.then,
        });
      },
      thenNothing() {
        return compare({ actual: decision, expected: [], described: "nothing", thrownBy: this.thenNothing });
      },
      thenRejects(name, ...[data]) {
        const rejection = isRejection(decision) ? (decision as R) : undefined;
        return compare({
          actual:
            rejection === undefined ? decision : refusalOf(rejection.name, data === undefined ? [] : [rejection.data]),
          expected: refusalOf(name, data === undefined ? [] : [data]),
          described: `rejection ${data === undefined ? name : describeMessage(name, data)}`,
          thrownBy: this.thenRejects,
        });
      },
    };
  }
}

interface Comparison {
  readonly actual: unknown;
  readonly expected: unknown;
  readonly described: string;
  readonly thrownBy: (...args: never[]) => unknown;
}

/** A rejection as specs compare it: by name, and by data only where the spec gives some. */
function refusalOf(name: string, data: readonly unknown[]): object {
  return data.length === 0 ? { rejection: name } : { rejection: name, data: data[0] };
}

function describeHistory({ lines }: Story<unknown>): string {
  return lines.length === 0 ? "nothing" : lines.join("\n");
}

function assertNotAwaited(events: readonly unknown[]): void {
  if (!events.some((event) => typeof event === "function")) return;
  throw new TypeError("A spec is synchronous: do not await or return it before its then, thenNothing or thenRejects.");
}
