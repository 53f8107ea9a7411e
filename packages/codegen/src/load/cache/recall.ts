import type { FactReader } from "./facts.js";
import { emptyMemory, type KnownFact, type Memory } from "./memory.js";

/** The part of a memory that still holds: none of it, if the environment or a package is not as it was. */
export function recall(memory: Memory | undefined, environment: string, facts: FactReader): Memory {
  const holds = ({ fact, value }: KnownFact): boolean => facts.valueOf(fact) === value;
  if (memory?.environment !== environment || !memory.packages.every(holds)) return emptyMemory(environment);
  const models = [...memory.models].filter(([, model]) => model.facts.every(holds));
  return models.length === memory.models.size ? memory : { ...memory, models: new Map(models) };
}
