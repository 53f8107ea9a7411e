/** What kind of value it is, for an error's sentence, where the value itself may be secret. */
export function describeKind(value: unknown): string {
  switch (typeof value) {
    case "number":
      return describeNumber(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? "an array" : "an object";
    case "undefined":
      return "undefined";
    default:
      return `a ${typeof value}`;
  }
}

function describeNumber(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (!Number.isInteger(value)) return "a fraction";
  return Number.isSafeInteger(value) ? "an integer" : "an integer beyond 2^53 − 1";
}
