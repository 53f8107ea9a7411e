import { isConnectionLoss, PgConnectionLostError, PgUnavailableError, sqlStateOf } from "./pg-errors.js";

/** Deadlock and serialization failure, a lock that was not to be had in time, a silence or a transaction that lasted too long. */
const TRY_AGAIN = new Set(["40P01", "40001", "55P03", "25P03", "25P04"]);

/** Whether a statement failed for no fault of its own: a lost connection, other transactions, or a server short of something. */
export function isNobodysFault(error: unknown): boolean {
  if (isConnectionLoss(error) || error instanceof PgConnectionLostError || error instanceof PgUnavailableError)
    return true;
  const sqlState = sqlStateOf(error);
  return sqlState !== undefined && (TRY_AGAIN.has(sqlState) || sqlState.startsWith("53"));
}
