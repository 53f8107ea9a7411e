import type { JsonObject, JsonValue } from "@factum/core";

/** What one test has shown, as plain JSON: it travels from the process of the test to that of the report. */
export interface Shown {
  readonly stories: readonly ShownStory[];
  readonly folds: readonly ShownFold[];
}

/** An event or a command. */
export interface Message {
  readonly type: string;
  readonly data: JsonObject;
}

/** What a command came to. */
export type ShownOutcome =
  | { readonly events: readonly Message[] }
  | { readonly rejection: { readonly name: string; readonly message: string; readonly data: JsonObject } };

/** A part of a history: an event; a step of the clock, in words; a command, accepted or refused. */
export type ShownPast =
  | { readonly event: Message }
  | { readonly clock: string }
  | { readonly command: Message; readonly outcome: ShownOutcome };

/** A command whose outcome was asserted. */
export interface ShownStep {
  /** The state that it met, in a word: see `stateWord`. */
  readonly in: string;
  readonly when: Message;
  readonly outcome: ShownOutcome;
  /** The state behind it, in a word. */
  readonly to: string;
  /** The state behind it, if the spec says what it is. */
  readonly state?: JsonValue;
}

/** One `given(…)` of a decider's spec, and all that was asserted from there on. */
export interface ShownStory {
  /** As the model calls it. */
  readonly aggregate: string;
  readonly category: string;
  readonly given: readonly ShownPast[];
  readonly steps: readonly ShownStep[];
  /** The state behind the history, if the spec says what it is, and in a word. */
  readonly state?: { readonly word: string; readonly value: JsonValue };
}

/** One `given(…)` of a read model's spec, and the rows that were asserted. */
export interface ShownFold {
  /** As the model calls it. */
  readonly readModel: string;
  readonly given: readonly (Message & { readonly category: string; readonly id: string })[];
  readonly shows: ShownRows;
}

/** All rows, as the spec writes them; or the row of a key, null for none. */
export type ShownRows =
  | { readonly rows: JsonValue }
  | { readonly table?: string; readonly key: JsonValue; readonly row: JsonValue };
