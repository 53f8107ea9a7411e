import { type Command, type DomainEvent, isRejection, type Rejection } from "@factum/core";
import { assertMessage } from "./assert-message.js";
import type { SpecSubject } from "./decider-words.js";
import { describeDecision, describeEvents } from "./describe/describe-decision.js";
import { describeMessage } from "./describe/describe-message.js";
import { type Chapter, describeStory } from "./describe/describe-story.js";
import { describeValue } from "./describe/describe-value.js";
import { indent } from "./describe/indent.js";
import { checkedCommand } from "./free-checks/checked-command.js";
import { checkedDecide } from "./free-checks/checked-decide.js";
import { checkedEvent } from "./free-checks/checked-event.js";
import { checkedEvolve } from "./free-checks/checked-evolve.js";
import type { Checks, DeciderCheck } from "./free-checks/checks.js";
import { stateFitsSchema } from "./free-checks/state-fits-schema.js";
import { type ClockStep, isClockStep, timeAfter } from "./spec-clock.js";
import { repeatableContext, type SpecContext } from "./spec-context.js";
import { specFailure } from "./spec-failure.js";
import { SPEC_NOW } from "./spec-values.js";
import { toldBy } from "./told-by.js";

/** How far a spec has come. Never changed: every step makes a new one, so that specs may share a beginning. */
export interface Story<State> {
  readonly state: State;
  /** Stream version: the number of events so far. */
  readonly version: number;
  /** How many ids deciders have drawn so far. */
  readonly drawn: number;
  /** What the spec's clock shows. */
  readonly now: string;
  /** What happened so far, for messages. */
  readonly lines: readonly string[];
  /** The same as values, for reports. */
  readonly told: readonly Told[];
}

/** A part of a story: an event of the history, a command with what it came to, or a step of the clock in words. */
export type Told =
  | { readonly event: DomainEvent }
  | { readonly command: Command; readonly decision: readonly DomainEvent[] | Rejection }
  | { readonly clock: string };

/** Steps through a decider's story, each step with all free checks. */
export class Storyteller<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  readonly #subject: SpecSubject<State, C, E, R, Id>;
  readonly #checks: Checks<DeciderCheck>;

  constructor(subject: SpecSubject<State, C, E, R, Id>, checks: Checks<DeciderCheck>) {
    this.#subject = subject;
    this.#checks = checks;
  }

  begin(): Story<State> {
    const { decider, model } = this.#subject;
    stateFitsSchema(model, decider.initialState, "at the beginning", this.#checks);
    return { state: decider.initialState, version: 0, drawn: 0, now: SPEC_NOW, lines: [], told: [] };
  }

  /** The story after more has happened. */
  tell(begun: Story<State>, history: readonly (E | C | ClockStep)[]): Story<State> {
    let story = begun;
    for (const item of history) {
      if (isClockStep(item)) {
        const now = timeAfter(item, story.now);
        const clock = item.text.includes(now) ? item.text : `${item.text}: ${now}`;
        story = { ...story, now, lines: [...story.lines, clock], told: [...story.told, { clock }] };
        continue;
      }
      assertMessage("given", item, "events and commands");
      if (this.#isCommand(item)) story = this.#accept(story, item);
      else story = this.#happen(story, item, "An event of the history");
    }
    return story;
  }

  /** Decides a command, and goes on with the state that it leads to: the same one if it was rejected. */
  decide(
    story: Story<State>,
    given: C,
    context: SpecContext<Id>,
  ): { readonly decision: readonly E[] | R; readonly after: Story<State> } {
    const { decider, id } = this.#subject;
    const { version, drawn: drawnBefore, now } = story;
    const { contextOf, drawn } = repeatableContext({ id, version, drawnBefore, now }, context);
    const command = checkedCommand(decider, given, this.#checks);
    const chapters = [...placeOf(story), ["When", describeCommand(command)]] as const;
    const decision = toldBy(`${decider.name}'s decide throws on ${command.type}`, chapters, () =>
      checkedDecide(decider, story.state, command, contextOf, this.#checks),
    );

    let after: Story<State> = { ...story, drawn: story.drawn + drawn() };
    if (!isRejection(decision)) {
      for (const event of decision as readonly E[]) {
        after = this.#happen(after, event, `An event that ${command.type} led to`);
      }
    }
    const line = `${describeCommand(command)}\n${indent(`→ ${describeDecision(decision)}`)}`;
    const lines = [...story.lines, line];
    return { decision, after: { ...after, lines, told: [...story.told, { command, decision }] } };
  }

  #happen(story: Story<State>, event: E, origin: string): Story<State> {
    const { decider, model } = this.#subject;
    checkedEvent(decider.codec, event, origin, this.#checks);
    const state = toldBy(
      `${decider.name}'s evolve throws on ${event.type}`,
      [...placeOf(story), ["Then", describeEvents([event])]],
      () => checkedEvolve(decider, story.state, event, this.#checks),
    );
    stateFitsSchema(model, state, `after ${event.type}`, this.#checks);
    const lines = [...story.lines, describeEvents([event])];
    return { ...story, state, version: story.version + 1, lines, told: [...story.told, { event }] };
  }

  #accept(story: Story<State>, command: C): Story<State> {
    const { decision, after } = this.decide(story, command, {});
    if (!isRejection(decision)) return after;
    const refused = `${describeCommand(command)} cannot be history, since it is refused:`;
    throw specFailure({
      message: describeStory([[refused, describeDecision(decision)], ...placeOf(story)]),
    });
  }

  #isCommand(item: E | C): item is C {
    return this.#subject.decider.commandTypes.includes(item.type);
  }
}

export function describeCommand({ type, data }: Command): string {
  return describeMessage(type, data);
}

/** Where a story stands: how every failure begins. */
export function placeOf({ lines, state }: Story<unknown>): readonly [given: Chapter, state: Chapter] {
  return [
    ["Given", describeHistory(lines)],
    ["In the state", describeValue(state)],
  ];
}

export function describeHistory(lines: readonly string[]): string {
  return lines.length === 0 ? "nothing" : lines.join("\n");
}
