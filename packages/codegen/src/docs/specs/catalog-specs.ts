import type { JsonValue } from "@factum/core";

/** What the specs of an aggregate say: free of secrets, and of data that no spec cares about. */
export interface CatalogSpecs {
  /** How many specs there are. */
  readonly count: number;
  readonly groups: readonly SpecGroup<SpecStory>[];
  /** For each command what it comes to in each state, as far as specs show it. */
  readonly decisions: DecisionTable;
}

/** What the specs of a read model say. */
export interface CatalogFoldSpecs {
  readonly count: number;
  readonly groups: readonly SpecGroup<SpecFold>[];
}

/** Specs of one `describe`, in their order. */
export interface SpecGroup<Told> {
  /** From the outermost suite; empty for specs that stand alone. */
  readonly titles: readonly string[];
  /** From the project's folder. */
  readonly file: string;
  readonly specs: readonly { readonly title: string; readonly told: readonly Told[] }[];
}

export interface DecisionTable {
  readonly states: readonly string[];
  readonly commands: readonly { readonly name: string; readonly cells: readonly (readonly Decision[])[] }[];
}

export interface Decision {
  readonly kind: "event" | "nothing" | "rejection";
  readonly name: string;
}

/** An event, a command or a rejection, with the data that matter. */
export interface Said {
  readonly name: string;
  readonly data: readonly SaidField[];
}

export interface SaidField {
  readonly name: string;
  readonly value: JsonValue;
}

export type SaidOutcome =
  | { readonly events: readonly Said[] }
  | { readonly rejection: Said & { readonly message: string } };

export interface SpecStory {
  readonly given: readonly ({ readonly clock: string } | { readonly event: Said } | { readonly command: Said; readonly outcome: SaidOutcome })[];
  readonly steps: readonly SpecStep[];
  /** The state behind the history, where the spec says it. */
  readonly state?: { readonly word: string; readonly value: JsonValue };
}

export interface SpecStep {
  readonly in: string;
  readonly when: Said;
  readonly outcome: SaidOutcome;
  readonly to: string;
  readonly state?: JsonValue;
}

export interface SpecFold {
  readonly given: readonly (Said & { readonly category: string; readonly id: string })[];
  /** The name of a table, if there are several; the key of the row that is asked for, if it is only one. */
  readonly rows: readonly { readonly table?: string; readonly key?: JsonValue; readonly rows: readonly JsonValue[] }[];
}
