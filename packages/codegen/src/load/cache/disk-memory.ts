import type { Impurity } from "../../model/impurity.js";
import type { LoadedModel } from "../../model/loaded-model.js";
import type { SourceIndex } from "../source/model-text.js";
import { keptFact, keptText, unreadable } from "./kept-fact.js";
import { keptFile, readKept, writeKept } from "./kept-file.js";
import type { KnownFact, Memory, RememberedModel } from "./memory.js";

/** Raised whenever the form of the file changes. */
const FORMAT = "factum-models-3";

/** Facts are numbered, since most of them are those of many models. */
interface Body {
  readonly environment: string;
  readonly facts: readonly KnownFact[];
  readonly packages: readonly number[];
  readonly deciders: readonly (readonly [string, string])[];
  readonly models: readonly {
    readonly file: string;
    readonly facts: readonly number[];
    readonly model: LoadedModel;
    readonly index: SourceIndex;
    readonly impurities: readonly Impurity[];
  }[];
}

/** The file that keeps a project's memory; undefined if the project has no `node_modules`. */
export function memoryFile(folder: string): string | undefined {
  return keptFile(folder, "models");
}

/** What was kept; undefined if there is nothing, or anything about it is not as it was written. */
export function readMemory(file: string): Memory | undefined {
  return readKept(file, FORMAT, (value) => memoryOf(value as Body));
}

/** Keeps the memory for the next process, or does not: it saves time and nothing else. */
export function writeMemory(file: string, memory: Memory): void {
  writeKept(file, FORMAT, bodyOf(memory));
}

function bodyOf({ environment, packages, models, deciders }: Memory): Body {
  const numbers = new Map<string, number>();
  const facts: KnownFact[] = [];
  const numberOf = (known: KnownFact): number => {
    const key = JSON.stringify([known.fact, known.value]);
    const number = numbers.get(key) ?? facts.push(known) - 1;
    numbers.set(key, number);
    return number;
  };
  return {
    environment,
    packages: packages.map(numberOf),
    deciders: [...deciders],
    models: [...models].map(([name, entry]) => ({ file: name, ...entry, facts: entry.facts.map(numberOf) })),
    facts,
  };
}

/** @throws if the body does not have its form */
function memoryOf(body: Body): Memory {
  const facts = body.facts.map(keptFact);
  const known = (numbers: readonly number[]): readonly KnownFact[] =>
    numbers.map((number) => facts[number] ?? unreadable("no such fact"));
  const models = body.models.map(({ file, facts: numbers, ...entry }): [string, RememberedModel] => {
    const { model, index, impurities } = entry;
    if (model.kind !== "aggregate" && model.kind !== "read-model") unreadable("no model");
    const isIndex = Array.isArray(index.files) && typeof index.places === "object" && typeof index.docs === "object";
    if (!isIndex || !Array.isArray(impurities)) unreadable("no index");
    return [keptText(file), { facts: known(numbers), model, index, impurities }];
  });
  const deciders = body.deciders.map(([bytes, code]): [string, string] => [keptText(bytes), keptText(code)]);
  return {
    environment: keptText(body.environment),
    packages: known(body.packages),
    models: new Map(models),
    deciders: new Map(deciders),
  };
}
