import { type DataIssue, InvalidDataError } from "../errors/invalid-data-error.js";
import type { EventMetadata } from "../ports/event-store.js";
import { describeValue } from "../values/describe-value.js";
import { findUnstorable } from "../values/find-unstorable.js";
import { dataIssue } from "../values/path-issue.js";

/** Who and what a command comes from; it reaches the metadata of every event. */
export interface CommandOrigin {
  /** Who asks; reaches the decider's context too. */
  readonly actor?: string;
  /** The conversation that this command belongs to. Default: the command's own id, if it has one. */
  readonly correlationId?: string;
  /** What led to this command: the id of an event, or of another command. */
  readonly causationId?: string;
  /** Further metadata for every event; what is named above goes before it. */
  readonly metadata?: EventMetadata;
}

const NAMED = ["actor", "correlationId", "causationId", "commandId"] as const;

/**
 * The metadata of a command's events.
 *
 * @throws {InvalidDataError} naming what cannot be stored
 */
export function metadataOf(origin: CommandOrigin & { readonly commandId?: string }): EventMetadata {
  const issues: DataIssue[] = [];
  const named: Record<string, string> = {};
  for (const name of NAMED) {
    const value = origin[name];
    if (value === undefined) continue;
    named[name] = value;
    const problem =
      typeof value === "string" ? findUnstorable(value)[0]?.message : `is ${describeValue(value)}, not a string`;
    if (problem !== undefined) issues.push({ path: name, message: problem });
  }
  const { commandId } = origin;
  const metadata = withoutCommandId(origin.metadata);
  if (metadata !== undefined) issues.push(...issuesOfMetadata(metadata));
  if (issues.length > 0) throw new InvalidDataError("the options of a command", issues);
  if (commandId !== undefined) return { correlationId: commandId, ...metadata, ...named };
  return metadata === undefined ? named : { ...metadata, ...named };
}

/** An id that is not this command's, handed on from the metadata of an event, say, would make it look like a repetition. */
function withoutCommandId(metadata: EventMetadata | undefined): EventMetadata | undefined {
  if (metadata?.commandId === undefined) return metadata;
  const { commandId: _, ...rest } = metadata;
  return rest;
}

function* issuesOfMetadata(metadata: unknown): Iterable<DataIssue> {
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata)) {
    yield { path: "metadata", message: `is ${describeValue(metadata)}, not an object` };
  } else {
    for (const { path, message } of findUnstorable(metadata)) {
      yield dataIssue({ path: ["metadata", ...path], message });
    }
  }
}
