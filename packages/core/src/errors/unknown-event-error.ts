import { FactumError } from "./factum-error.js";

/** An event whose type or schema version this build of the application does not know: a stored one, or one to be stored. */
export class UnknownEventError extends FactumError {
  readonly code = "unknown-event";
  readonly category: string;
  readonly type: string;
  /** Undefined for an event that is not stored yet. */
  readonly schemaVersion: number | undefined;

  constructor(event: { category: string; type: string; schemaVersion?: number; known: string }) {
    const version = event.schemaVersion === undefined ? "" : ` (schema version ${event.schemaVersion})`;
    super(
      `No schema for event "${event.type}"${version} of category "${event.category}"; known here: ${event.known}. ` +
        (event.schemaVersion === undefined
          ? "Only events that the model declares can be stored."
          : "It was written by a newer build, or the model lost an event that is stored: start the newer build, declare " +
            'the event again, or have such events skipped (unknownEvents: "skip").'),
    );
    this.category = event.category;
    this.type = event.type;
    this.schemaVersion = event.schemaVersion;
  }
}
