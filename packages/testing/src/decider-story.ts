import { type Command, type Decider, type DomainEvent, isRejection, type Rejection } from "@factum/core";
import { describeDecision, describeEvents } from "./describe/describe-decision.js";
import { describeMessage } from "./describe/describe-message.js";
import { indent } from "./describe/indent.js";
import { checkedDecide } from "./free-checks/checked-decide.js";
import { checkedEvent } from "./free-checks/checked-event.js";
import { checkedEvolve } from "./free-checks/checked-evolve.js";
import { repeatableContext, type SpecContext } from "./spec-context.js";
import { specFailure } from "./spec-failure.js";

/** How far a spec has come. Never changed: every step makes a new one, so that specs may share a beginning. */
export interface Story<State> {
  readonly state: State;
  /** Stream version: the number of events so far. */
  readonly version: number;
  /** How many ids deciders have drawn so far. */
  readonly drawn: number;
  /** What happened so far, for messages. */
  readonly lines: readonly string[];
  /** The same as values, for reports. */
  readonly told: readonly Told[];
}

/** A part of a story: an event of the history, or a command with what it came to. */
export type Told =
  | { readonly event: DomainEvent }
  | { readonly command: Command; readonly decision: readonly DomainEvent[] | Rejection };

/** Steps through a decider's story, each step with all free checks. */
export class Storyteller<State, C extends Command, E extends DomainEvent, R extends Rejection, Id extends string> {
  readonly #decider: Decider<State, C, E, R, Id>;
  readonly #id: Id;

  constructor(decider: Decider<State, C, E, R, Id>, id: Id) {
    this.#decider = decider;
    this.#id = id;
  }

  begin(history: readonly (E | C)[]): Story<State> {
    let story: Story<State> = { state: this.#decider.initialState, version: 0, drawn: 0, lines: [], told: [] };
    for (const item of history) {
      story = this.#isCommand(item) ? this.#accept(story, item) : this.#happen(story, item, "An event of the history");
    }
    return story;
  }

  /** Decides a command, and goes on with the state that it leads to: the same one if it was rejected. */
  decide(
    story: Story<State>,
    command: C,
    context: SpecContext<Id>,
  ): { readonly decision: readonly E[] | R; readonly after: Story<State> } {
    const decider = this.#decider;
    const spec = { id: this.#id, version: story.version, drawnBefore: story.drawn };
    const { contextOf, drawn } = repeatableContext(spec, context);
    const decision = checkedDecide(decider, story.state, decider.parseCommand(command), contextOf);

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
    checkedEvent(this.#decider.codec, event, origin);
    return {
      ...story,
      state: checkedEvolve(this.#decider, story.state, event),
      version: story.version + 1,
      lines: [...story.lines, describeEvents([event])],
      told: [...story.told, { event }],
    };
  }

  #accept(story: Story<State>, command: C): Story<State> {
    const { decision, after } = this.decide(story, command, {});
    if (!isRejection(decision)) return after;
    throw specFailure({
      message: `${describeMessage(command.type, command.data)} cannot be history, since it is refused:\n${indent(describeDecision(decision))}`,
    });
  }

  #isCommand(item: E | C): item is C {
    return this.#decider.commandTypes.includes(item.type);
  }
}

export function describeCommand({ type, data }: Command): string {
  return describeMessage(type, data);
}
