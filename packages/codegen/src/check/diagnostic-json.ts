import type { Diagnostic } from "./diagnostic.js";

/** A diagnostic for programs. Fields are added, never renamed or removed; sentences may change. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
  /** What to do, where that is not plain from the message; of several ways out, each is a line. */
  readonly hint?: string;
  /** Relative to the project's folder, with `/` on every system. */
  readonly file: string;
  /** From 1, as all that follow; columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** Behind the last character. */
  readonly endColumn: number;
}

export function diagnosticJson({ code, severity, message, hint, location }: Diagnostic): DiagnosticJson {
  const { file, line, column, length, end } = location;
  return {
    code,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    line,
    column,
    endLine: end?.line ?? line,
    endColumn: end?.column ?? column + length,
  };
}
