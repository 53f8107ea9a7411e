import type { EffectCall } from "../reaction/effect-call.js";
import { describeValue } from "./describe-value.js";

/** Calls of effects, one below the other: `sendMail({ to: 'ada' })`. */
export function describeCalls(calls: readonly EffectCall[]): string {
  if (calls.length === 0) return "nothing";
  return calls.map(({ effect, args }) => `${effect}(${args.map(describeValue).join(", ")})`).join("\n");
}
