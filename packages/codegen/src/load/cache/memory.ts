import type { KnownDeciders } from "../../lock/hash-deciders.js";
import type { Impurity } from "../../model/impurity.js";
import type { LoadedModel } from "../../model/loaded-model.js";
import type { SourceIndex } from "../source/model-text.js";
import type { Fact } from "./facts.js";

/** What is kept of models that were loaded, by the absolute paths of their files. */
export interface Memory {
  /** Of {@link hashOfEnvironment}. */
  readonly environment: string;
  /** Each package fact once, for all models; when one changes, all models are loaded anew. */
  readonly packages: readonly KnownFact[];
  readonly models: ReadonlyMap<string, RememberedModel>;
  readonly deciders: KnownDeciders;
}

export interface RememberedModel {
  readonly facts: readonly KnownFact[];
  readonly model: LoadedModel;
  readonly index: SourceIndex;
  readonly impurities: readonly Impurity[];
}

export interface KnownFact {
  readonly fact: Fact;
  readonly value: string;
}

export function emptyMemory(environment: string): Memory {
  return { environment, packages: [], models: new Map(), deciders: new Map() };
}
