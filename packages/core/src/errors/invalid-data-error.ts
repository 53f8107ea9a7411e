import { FactumError } from "./factum-error.js";

/** One thing wrong with a value: where in it, and what. */
export interface DataIssue {
  /** Dotted path from the root of the data, e.g. `items[2].price`; the empty string is the root itself. */
  readonly path: string;
  readonly message: string;
}

/** Data of a command, an event or an id that its schema refuses, or that JSON in Postgres cannot hold exactly. */
export class InvalidDataError extends FactumError {
  readonly code = "invalid-data";
  /** What was refused, e.g. `event VideoStarted`. */
  readonly subject: string;
  readonly issues: readonly DataIssue[];

  constructor(subject: string, issues: readonly DataIssue[]) {
    const lines = issues.map(({ path, message }) => `  ${path === "" ? "(root)" : path}: ${message}`);
    super(`The data of ${subject} is not valid:\n${lines.join("\n")}`);
    this.subject = subject;
    this.issues = issues;
  }
}
