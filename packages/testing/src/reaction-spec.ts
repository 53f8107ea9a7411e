import { compareAll } from "./compare.js";
import { describeCalls } from "./describe/describe-calls.js";
import { describeDifference } from "./describe/describe-difference.js";
import { describeLog } from "./describe/describe-log.js";
import { describeStory } from "./describe/describe-story.js";
import { differenceHeading } from "./describe/difference-heading.js";
import { followedOf } from "./followed-of.js";
import { type Checks, checksWithout, REACTION_CHECKS, type ReactionCheck } from "./free-checks/checks.js";
import { isLike } from "./like.js";
import { mustAwait } from "./must-await.js";
import { mustFinish } from "./must-finish.js";
import { checkedReaction } from "./reaction/checked-reaction.js";
import { type EffectCall, type EffectName, type ExpectedEffects, expectedEffects } from "./reaction/effect-call.js";
import { type Handled, type MakeReaction, ReactionDeliveries } from "./reaction/reaction-deliveries.js";
import { recordedStreams, type StreamsHistory } from "./recorded-streams.js";
import { specFailure } from "./spec-failure.js";

export interface GivenForReaction<Effects> {
  /** Begins a spec of a reaction: what happened to which streams, in this order, and steps of the clock. */
  (...history: StreamsHistory): Reacted<Effects>;
  /**
   * The same without some of the free checks.
   *
   * @throws {InvalidOptionError} for a check that there is not
   */
  without(...checks: readonly ReactionCheck[]): GivenForReaction<Effects>;
  /** Calls to expect, by the names of the effects. */
  readonly effects: ExpectedEffects<Effects>;
}

/** What a reaction did, and what the spec has to say of it. Await it. */
export interface Reacted<Effects> {
  /** It made exactly these calls: event by event in their order, and for each event in the order of its handler. */
  thenReacts(...calls: readonly EffectCall<EffectName<Effects>>[]): Promise<void>;
  /** It did nothing. */
  thenNothing(): Promise<void>;
}

export interface ReactionSpecOptions<Effects> {
  /** What effects return, and values that are no functions. Default: each returns a promise of nothing. */
  readonly answers?: Partial<Effects>;
}

/**
 * Makes the `given` of a reaction: effects are given to it that do nothing but to remember how they were called.
 *
 * The n-th event has the idempotency key `specId(n)`. AbortSignals are left out of the arguments. Every spec also checks, for free:
 * events fit their schemas and come back from a store unchanged; an event that is delivered again leads to the same calls, with the
 * same key; every call has the key; batches make no difference; an effect that fails has its event tried again.
 *
 * @param make the reaction with these effects
 *
 * @example
 * const given = reactionSpec((mailer: Mailer, store) => welcomeMail(mailer, store));
 * const { send } = given.effects;
 *
 * await given(on(id, RegistrationCreated({ traineeId }))).thenReacts(
 *   send({ to: traineeId, template: "welcome", idempotencyKey: specId(1) }),
 * );
 */
export function reactionSpec<Effects extends object>(
  make: MakeReaction<Effects>,
  { answers = {} }: ReactionSpecOptions<NoInfer<Effects>> = {},
): GivenForReaction<Effects> {
  const deliveries = new ReactionDeliveries(make, answers);
  return givenWith(new Set(REACTION_CHECKS));

  function givenWith(checks: Checks<ReactionCheck>): GivenForReaction<Effects> {
    const given = (...history: StreamsHistory): Reacted<Effects> => {
      const log = recordedStreams(history, checks);
      const listener = deliveries.listener();
      const followed = followedOf(
        listener,
        history,
        log.map(({ stored }) => stored),
      );
      const story = describeLog(log.map(({ recorded }) => recorded));
      const finish = mustFinish(describeStory([["Given", story]]), "thenReacts or thenNothing", given);

      const settle = async (calls: readonly EffectCall<EffectName<Effects>>[]) => {
        const handled = await checkedReaction(listener.title, deliveries, followed, checks);
        assertReacted({ title: listener.title, story, handled, calls });
      };
      const reacted: Reacted<Effects> = {
        thenReacts(...calls) {
          finish();
          return mustAwait(() => settle(calls), reacted.thenReacts);
        },
        thenNothing() {
          finish();
          return mustAwait(() => settle([]), reacted.thenNothing);
        },
      };
      return reacted;
    };
    const without = (...names: readonly ReactionCheck[]) => givenWith(checksWithout(REACTION_CHECKS, checks, names));
    return Object.assign(given, { without, effects: expectedEffects<Effects>() });
  }
}

interface Reaction {
  readonly title: string;
  readonly story: string;
  readonly handled: readonly Handled[];
  readonly calls: readonly EffectCall[];
}

function assertReacted({ title, story, handled, calls }: Reaction): void {
  const made = handled.flatMap((each) => each.calls);
  const compared = made.map((call, index) => compareCalls(call, calls[index]));
  if (made.length === calls.length && compared.every(({ holds }) => holds)) return;
  const actual = compared.map((each) => each.actual);
  const expected = calls.map(({ effect, args }) => ({ effect, args: compareAll([], args).expected as unknown[] }));
  const heading = differenceHeading(`Expected ${title} to call`, calls.flatMap(({ args }) => args).some(isLike));
  const message = describeStory([
    ["Given", story],
    [heading, describeDifference(describeCalls(expected), describeCalls(actual))],
  ]);
  throw specFailure({ message, actual, expected });
}

function compareCalls(made: EffectCall, expected: EffectCall | undefined) {
  const { holds, actual } = compareAll(made.args, expected?.args ?? []);
  return { holds: holds && made.effect === expected?.effect, actual: { ...made, args: actual as unknown[] } };
}
