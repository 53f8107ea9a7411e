import { FactumError } from "./factum-error.js";

/** A stored event whose type or schema version this build of the application does not know. */
export class UnknownEventError extends FactumError {
  readonly code = "unknown-event";
  readonly category: string;
  readonly type: string;
  readonly schemaVersion: number;

  constructor(event: { category: string; type: string; schemaVersion: number; known: string }) {
    super(
      `No schema for event "${event.type}" (schema version ${event.schemaVersion}) of category "${event.category}"; ` +
        `known here: ${event.known}. It was written by a newer build, or the model lost an event that is stored.`,
    );
    this.category = event.category;
    this.type = event.type;
    this.schemaVersion = event.schemaVersion;
  }
}
