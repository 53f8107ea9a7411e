import { FactumError } from "@factum/core";

/** A database for tests could not be made, copied or reached; `cause` is the server's error. */
export class TestDatabaseError extends FactumError {
  readonly code = "test-database";
}
