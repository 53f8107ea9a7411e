/**
 * SQL that turns a timestamptz into ISO 8601 in UTC with milliseconds: the driver's own reading of one depends on what the
 * application has set for it.
 */
export function isoTime(expression: string): string {
  return `to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
