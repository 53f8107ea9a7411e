import { FactumError, InlineKeyError, InlineReadModelError, InvalidDataError } from "@factum/core";
import { isConnectionLoss, SQLSTATE, sqlStateOf } from "../errors/pg-errors.js";

/**
 * What a failed call of `append.sql` means for the appends that were in it.
 *
 * - `data`: Postgres cannot hold some value, and does not say whose (SQLSTATE classes 22, 23, 54), or has no memory or locks for
 *   so much at once (53200), or the driver cannot send it, or an inline read model cannot handle an event. Nothing was stored.
 * - `inline`: read models have become inline, or ceased to be, without this process having noticed. Nothing was stored.
 * - `unprepared`: the statement was prepared on another connection; there is a pooler in between. Nothing was stored.
 * - `again`: rolled back for reasons that pass: deadlock, serialization, a canceled or timed-out statement.
 * - `held`: another transaction holds one of the streams. Nothing was stored.
 * - `unknown`: the connection broke, or the answer cannot be read; it may have been committed or not.
 * - `refused`: anything else, e.g. a missing privilege. Nothing was stored.
 */
export type AppendFailure = "data" | "inline" | "unprepared" | "again" | "held" | "unknown" | "refused";

/** Of this process, before it has committed anything. */
const REFUSALS = [InlineReadModelError, InlineKeyError, InvalidDataError];
const AGAIN = new Set(["40P01", "40001", "57014"]);

export function appendFailure(error: unknown): AppendFailure {
  const code = sqlStateOf(error);
  if (REFUSALS.some((refusal) => error instanceof refusal)) return "data";
  // 40003: the server itself does not know whether it has committed.
  if (isConnectionLoss(error) || code === "40003" || error instanceof FactumError) return "unknown";
  // Not even sent, for example because the parameters are longer than a string can be.
  if (code === undefined) return "data";
  if (code === SQLSTATE.inlineReadModel || code === SQLSTATE.inlineChanged) return "inline";
  if (code === "55P03") return "held";
  if (code === "26000" || code === "42P05") return "unprepared";
  if (AGAIN.has(code)) return "again";
  return code === "53200" || ["22", "23", "54"].includes(code.slice(0, 2)) ? "data" : "refused";
}
