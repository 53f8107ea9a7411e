import type { Lock } from "../src/lock/lock.js";
import { lockOf } from "../src/lock/lock-of.js";
import { type AggregateParts, aggregateText } from "./model-texts.js";
import { projectOf } from "./project-of.js";

/** The lock of an aggregate that is given as text. */
export function lockOfText(parts: AggregateParts = {}, deciderHash?: string): Lock {
  const [entry] = projectOf({ "src/training.model.ts": aggregateText(parts) }).aggregates;
  if (entry === undefined) throw new Error("The text holds no aggregate.");
  return lockOf(entry.model, deciderHash);
}
