import { FactumError } from "@factum/core";

/** Postgres refused a statement, for a reason that its message and SQLSTATE tell. Nothing of it was stored. */
export class PgStoreError extends FactumError {
  readonly code = "postgres";
  readonly sqlState: string;
  /** What the server advises, if it does. */
  readonly hint: string | undefined;

  constructor(message: string, details: { sqlState: string; hint?: string | undefined; cause: unknown }) {
    super(message, { cause: details.cause });
    this.sqlState = details.sqlState;
    this.hint = details.hint;
  }
}

/** There is no connection to Postgres at the moment. Nothing was sent, so it is safe to try again. */
export class PgUnavailableError extends FactumError {
  readonly code = "postgres-unavailable";

  constructor(cause: unknown) {
    super(
      `Postgres cannot be reached: ${cause instanceof Error ? cause.message || (cause as { code?: string }).code : cause}`,
      {
        cause,
      },
    );
  }
}

/** Something about the server or the schema would lose or hide events; the store refuses to start. */
export class UnsafeStoreError extends FactumError {
  readonly code = "unsafe-store";
  readonly problems: readonly { readonly code: string; readonly problem: string }[];

  constructor(problems: readonly { readonly code: string; readonly problem: string }[]) {
    super(`This store is not safe to use:\n${problems.map(({ problem }) => `  - ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/** A read model's table was made for other columns than the model has now. */
export class ReadModelChangedError extends FactumError {
  readonly code = "read-model-changed";
  readonly readModel: string;

  constructor(readModel: string, version: number) {
    super(
      `The table of read model ${readModel}, version ${version}, has other columns than the model file says now. ` +
        `Set "version: ${version + 1}" in the model, so that a new table is built.`,
    );
    this.readModel = readModel;
  }
}

/** Custom SQLSTATEs of the SQL files: what each means, in one place. */
export const SQLSTATE = {
  appendOnly: "ZF001",
  isolation: "ZF002",
  positionNotAboveFloor: "ZF003",
  standby: "ZF004",
} as const;

/** Whether the connection broke, so that nobody knows what became of the statement. */
export function isConnectionLoss(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code)) return true;
  // 57P01 to 57P03: the server is shutting down or crashed; class 08: connection exceptions.
  return code.startsWith("08") || code.startsWith("57P0");
}

/** An error of the driver as an error of Factum; errors of Factum stay what they are. */
export function mapPgError(error: unknown): FactumError {
  if (error instanceof FactumError) return error;
  if (isConnectionLoss(error)) return new PgUnavailableError(error);
  const { code, message, hint } = error as { code: string; message: string; hint?: string };
  return new PgStoreError(hint === undefined ? message : `${message}. ${hint}`, { sqlState: code, hint, cause: error });
}
