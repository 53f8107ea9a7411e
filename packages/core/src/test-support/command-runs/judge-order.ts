import type { Call, SingleCall } from "./call.js";
import type { History } from "./history.js";
import { storedBy } from "./judge-stored.js";

/** Commands for one stream are decided in the order in which they were issued in a process. */
export function* judgeOrder(calls: readonly Call[], history: History): Iterable<string> {
  const last = new Map<string, { readonly actor: string; readonly version: number }>();
  for (const call of calls) {
    if (call.kind !== "command") continue;
    const decided = versionsOf(call, history);
    if (decided === undefined) continue;
    const key = `${call.process} ${call.request.streamId}`;
    const before = last.get(key);
    if (before !== undefined && decided.before < before.version) {
      yield `${before.actor} was issued before ${call.actor}, but decided after it`;
    }
    last.set(key, { actor: call.actor, version: decided.after });
  }
}

/** Stream versions before and after a decision; undefined if there was none that is known of. */
function versionsOf(
  call: SingleCall,
  history: History,
): { readonly before: number; readonly after: number } | undefined {
  // What nobody knows the fate of may come to it later.
  if (call.answer?.kind !== "outcome") return undefined;
  const stored = storedBy(call, history);
  const [first, last] = [stored[0], stored.at(-1)];
  if (first !== undefined && last !== undefined) return { before: first.version - 1, after: last.version };
  // A repetition may be told what its first call came to.
  if (call.commandId !== undefined) return undefined;
  const { version } = call.answer.outcome as { version: number };
  return { before: version, after: version };
}
