import type { Command, DomainEvent, Rejection } from "@factum/core";
import { isRejection } from "@factum/core";
import type { Told } from "../decider-story.js";
import { plainCopy } from "./plain-copy.js";
import type { ShownFact } from "./show.js";
import type { Message, Shown, ShownFold, ShownOutcome, ShownPast, ShownStep, ShownStory } from "./shown.js";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A story while it is told. */
interface OpenStory {
  /** The last part of it, as an object: a fact that goes on from there belongs to this story. */
  last: Told | undefined;
  readonly story: Writable<Omit<ShownStory, "steps">> & { readonly steps: Writable<ShownStep>[] };
}

/** Puts together what one test shows, fact by fact: a step behind another becomes one story with it. */
export class ShownByTest implements Shown {
  readonly stories: ShownStory[] = [];
  readonly folds: ShownFold[] = [];
  readonly #open: OpenStory[] = [];
  readonly #seen = new Set<Told>();

  add(fact: ShownFact): void {
    if (fact.kind === "decision") this.#decision(fact);
    else if (fact.kind === "state") this.#state(fact);
    else this.folds.push({ readModel: fact.readModel, given: fact.given, shows: fact.shows });
  }

  #decision({ aggregate, before, step, ...words }: Extract<ShownFact, { kind: "decision" }>): void {
    // Asserted twice, as when a spec keeps what `when` returned.
    if (this.#seen.has(step)) return;
    this.#seen.add(step);
    const open = this.#storyBehind(aggregate, before);
    open.last = step;
    open.story.steps.push({
      in: words.in,
      when: messageOf(step.command),
      outcome: outcomeOf(step.decision),
      to: words.to,
    });
  }

  #state({ aggregate, behind, word, state }: Extract<ShownFact, { kind: "state" }>): void {
    const { story } = this.#storyBehind(aggregate, behind);
    const step = story.steps.at(-1);
    if (step === undefined) story.state = { word, value: plainCopy(state) };
    else step.state = plainCopy(state);
  }

  /** The story that has come just so far, or a new one with this history. */
  #storyBehind(
    { name, category }: { readonly name: string; readonly category: string },
    past: readonly Told[],
  ): OpenStory {
    const last = past.at(-1);
    const present = last === undefined ? undefined : this.#open.find((each) => each.last === last);
    if (present !== undefined) return present;
    const open: OpenStory = { last, story: { aggregate: name, category, given: past.map(pastOf), steps: [] } };
    this.#open.push(open);
    this.stories.push(open.story);
    return open;
  }
}

function pastOf(told: Told): ShownPast {
  if ("clock" in told) return told;
  if ("event" in told) return { event: messageOf(told.event) };
  return { command: messageOf(told.command), outcome: outcomeOf(told.decision) };
}

function outcomeOf(decision: readonly DomainEvent[] | Rejection): ShownOutcome {
  if (!isRejection(decision)) return { events: decision.map(messageOf) };
  const { name, message, data } = decision as Rejection;
  return { rejection: { name, message, data: plainCopy(data) as Message["data"] } };
}

function messageOf({ type, data }: Command | DomainEvent): Message {
  return { type, data: plainCopy(data) as Message["data"] };
}
