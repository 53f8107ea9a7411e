import { describeKind } from "./describe-kind.js";

/** What was thrown, in words. Never throws itself: anything can be thrown, even what cannot be made a string. */
export function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? thrown.message : thrown);
  } catch {
    return `${describeKindGuarded(thrown)} that cannot be told`;
  }
}

/** A revoked proxy is not even known to be an array or not. */
function describeKindGuarded(thrown: unknown): string {
  try {
    return describeKind(thrown);
  } catch {
    return "an object";
  }
}
