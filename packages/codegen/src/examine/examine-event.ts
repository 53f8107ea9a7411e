import { categoryOf, type EventRegistry, type InvalidDataError, type StoredEvent } from "@factum/core";
import type { Finding, Problem } from "./finding.js";
import { generalPath } from "./general-path.js";
import { describeThrown } from "./thrown.js";

/** So many things wrong with one event say enough about it. */
const MOST_FINDINGS = 50;

/**
 * Everything that keeps the registry from reading an event; nothing if it reads it. Paths that differ in the indices of
 * arrays alone count as one.
 *
 * @param folder the project's; places in its files are told relative to it
 */
export function examineEvent(registry: EventRegistry, stored: StoredEvent, folder: string): readonly Finding[] {
  try {
    registry.decode(stored, { check: true });
    return [];
  } catch (error) {
    const findings = new Map<string, Finding>();
    for (const { path, message } of issuesOf(error, folder)) {
      const key = generalPath(path);
      if (findings.size < MOST_FINDINGS && !findings.has(key)) {
        findings.set(key, { ...placeOf(stored), problem: problemOf(error, registry, stored), path, message });
      }
    }
    return [...findings.values()];
  }
}

function placeOf({ position, streamId, version, type, schemaVersion }: StoredEvent): Omit<Finding, ErrorParts> {
  return { position, streamId, version, category: categoryOf(streamId), type, schemaVersion };
}

type ErrorParts = "problem" | "path" | "message";

/** By codes, not by classes: the project may bring another copy of core than this one. */
function problemOf(error: unknown, registry: EventRegistry, { streamId, type }: StoredEvent): Problem {
  switch (codeOf(error)) {
    case "unknown-event": {
      const codec = registry.codecOf(categoryOf(streamId));
      if (codec === undefined) return "unknown-category";
      return codec.reads({ type, schemaVersion: 1 }) ? "unknown-schema-version" : "unknown-type";
    }
    case "invalid-data":
      return isUpcast((error as InvalidDataError).subject) ? "invalid-upcast" : "invalid-data";
    case "upcast":
      return "upcaster";
    default:
      return "decoding";
  }
}

function issuesOf(error: unknown, folder: string): readonly Pick<Finding, "path" | "message">[] {
  switch (codeOf(error)) {
    case "invalid-data":
      return (error as InvalidDataError).issues;
    case "unknown-event":
      return [{ path: "", message: (error as Error).message }];
    case "upcast": {
      const { message, cause } = error as Error;
      return [{ path: "", message: cause === undefined ? message : `${message} ${describeThrown(cause, folder)}` }];
    }
    default:
      return [{ path: "", message: describeThrown(error, folder) }];
  }
}

/** As a codec's check says it: `stored event VideoStarted (schema version 1, upcast to 2)`. */
function isUpcast(subject: string): boolean {
  return / \(schema version \d+, upcast to \d+\)$/.test(subject);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
