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

/** The pool says so, in the driver's words, when all its connections were borrowed for too long: the server was not asked. */
export function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("timeout exceeded when trying to connect");
}

/** There is no connection to Postgres at the moment. Nothing was sent, so it is safe to try again. */
export class PgUnavailableError extends FactumError {
  readonly code = "postgres-unavailable";

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message || (cause as { code?: string }).code : cause;
    super(
      isPoolExhausted(cause)
        ? "No connection of the pool became free in time: raise its size (maxConnections), or find out what keeps them."
        : `Postgres cannot be reached: ${reason}`,
      { cause },
    );
  }
}

/** The connection broke under way, or no answer came in time. Whether the last statement was committed is not known. */
export class PgConnectionLostError extends FactumError {
  readonly code = "postgres-connection-lost";

  constructor(cause: unknown) {
    super(
      `The connection to Postgres broke (${cause instanceof Error ? cause.message : cause}). ` +
        "Whether the last statement was committed is not known.",
      { cause },
    );
  }
}

/** Postgres was reached, and refused the user, the password or the database name. Trying again will not help. */
export class PgLoginError extends FactumError {
  readonly code = "postgres-login";
  readonly sqlState: string;

  constructor(message: string, details: { sqlState: string; cause: unknown }) {
    super(`Postgres refused the connection: ${message}. Check user, password and database name.`, {
      cause: details.cause,
    });
    this.sqlState = details.sqlState;
  }
}

/** Another transaction held a stream, a table of the store, or rows of an inline read model, for so long that an append gave up. Nothing was stored. */
export class StreamHeldError extends FactumError {
  readonly code = "stream-held";
  /** Of the append. */
  readonly streamIds: readonly string[];
  /** Those of them that were held when it gave up; none: a table of the store is locked as a whole, or rows of an inline read model are. */
  readonly held: readonly string[];

  constructor(streamIds: readonly string[], held: readonly string[], waitedMs: number) {
    const list = (ids: readonly string[]) => ids.map((id) => `"${id}"`).join(" and ");
    const what =
      held.length > 0
        ? list(held)
        : `none of ${list(streamIds)} and so, it seems, a whole table of the store, or rows of an inline read model,`;
    super(
      `Another transaction has held ${what} for more than ${waitedMs} ms. ` +
        "Look for sessions that are idle in a transaction; the append may be tried again.",
    );
    this.streamIds = streamIds;
    this.held = held;
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

/** Custom SQLSTATEs of the SQL files: what each means, in one place. */
export const SQLSTATE = {
  appendOnly: "ZF001",
  isolation: "ZF002",
  positionNotAboveFloor: "ZF003",
  standby: "ZF004",
  unfitParameters: "ZF005",
  unsafePosition: "ZF006",
  inlineReadModel: "ZF007",
  inlineChanged: "ZF008",
  inlineAborted: "ZF009",
} as const;

/** The SQLSTATE of an error that the server sent; undefined for errors of the driver, the socket, or anything else. */
export function sqlStateOf(error: unknown): string | undefined {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  // The severity tells them from socket errors: EPIPE has five capital letters too.
  return typeof code === "string" && typeof severity === "string" ? code : undefined;
}

/** Codes of sockets and name resolution that mean that the server is not to be reached, or no longer. */
const SOCKET_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"],
  ...["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "ENOENT", "ERR_STREAM_DESTROYED", "ERR_STREAM_WRITE_AFTER_END"],
]);

/** The driver has no codes for these; its sentences are all there is. */
const DRIVER_SENTENCES = [
  "Connection terminated",
  "Query read timeout",
  "Client has encountered a connection error",
  "Client was closed and is not queryable",
  "timeout expired",
  "timeout exceeded when trying to connect",
];

/** Whether the connection broke, or never was: nobody knows what became of a statement that was under way. */
export function isConnectionLoss(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  // 57P01 to 57P03: the server is shutting down or crashed; class 08: connection exceptions.
  if (sqlState !== undefined) return sqlState.startsWith("08") || sqlState.startsWith("57P0");
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (
    (typeof code === "string" && SOCKET_CODES.has(code)) ||
    DRIVER_SENTENCES.some((sentence) => error.message.startsWith(sentence)) ||
    // Several addresses of one host, none of which answered.
    (error instanceof AggregateError && error.errors.length > 0 && error.errors.every(isConnectionLoss))
  );
}

/** Whether the server refused user, password (class 28) or database name, before any statement. */
export function isLoginRefusal(error: unknown): boolean {
  const sqlState = sqlStateOf(error);
  return sqlState !== undefined && (sqlState.startsWith("28") || sqlState === "3D000");
}

/** An error of server, driver or socket as an error of Factum. Whatever else it is, it stays what it is. */
export function mapPgError(error: unknown): unknown {
  if (isConnectionLoss(error)) return new PgConnectionLostError(error);
  const sqlState = sqlStateOf(error);
  if (sqlState === undefined) return error;
  const { message, hint } = error as { message: string; hint?: string };
  if (isLoginRefusal(error)) return new PgLoginError(message, { sqlState, cause: error });
  return new PgStoreError(hint === undefined ? message : `${message}. ${hint}`, { sqlState, hint, cause: error });
}
