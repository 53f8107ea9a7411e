import path from "node:path";
import { camelCase } from "../model/names.js";
import { kebabCase, wordsOf } from "./words.js";

/** What a new aggregate's files, and the parts of its model, are called. */
export interface AggregateNames {
  readonly name: string;
  readonly decider: string;
  readonly stem: string;
  /** Absolute. */
  readonly folder: string;
  readonly id: string;
  readonly command: string;
  readonly event: string;
  readonly rejection: string;
  /** What the rejection says. */
  readonly sentence: string;
  /** The field of the state that tells its cases apart. */
  readonly discriminator: string;
}

export function aggregateNames(projectFolder: string, name: string, fields: readonly string[]): AggregateNames {
  const stem = kebabCase(name);
  return {
    name,
    decider: camelCase(name),
    stem,
    folder: path.join(projectFolder, "src", stem),
    id: `${name}Id`,
    command: `Create${name}`,
    event: `${name}Created`,
    rejection: "AlreadyExists",
    sentence: `This ${wordsOf(name)} exists already.`,
    discriminator: ["status", "phase", "stage"].find((each) => !fields.includes(each)) ?? "stateKind",
  };
}
