import type { ListenerReport } from "../ports/listener-store.js";
import { jsonCopy } from "./json-copy.js";
import type { MemoryListener } from "./memory-listener.js";

/** @param now in milliseconds since 1970 */
export function reportOf(listener: MemoryListener, now: number): ListenerReport {
  const { declaration, shards, next, pause, letters } = listener;
  return jsonCopy({
    name: declaration.name,
    kind: declaration.kind,
    shards: shards.map(({ epoch, position, movedAt, owner, expiresAt, failure }, shard) => {
      const isHeld = owner !== null && expiresAt > now;
      return {
        shard,
        epoch,
        position,
        movedAt,
        owner: isHeld ? owner : null,
        leaseMs: isHeld ? expiresAt - now : 0,
        failure,
      };
    }),
    nextShards: next?.shards ?? null,
    pause,
    deadLetters: letters.length,
    parkedKeys: new Set(letters.map(({ key }) => key)).size,
    replaying: letters.filter(({ replay }) => replay).length,
  });
}
