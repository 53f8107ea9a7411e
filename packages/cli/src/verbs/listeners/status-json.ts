import { explain, explainHolders } from "./explain.js";
import type { ListenerView } from "./listener-view.js";
import type { Look } from "./look.js";
import { needsAttention } from "./state-of.js";

/** What `status --json` prints: fields may be added, those that are there keep their names and meanings. */
export function statusJson(now: Look): unknown {
  return {
    at: now.at.toISOString(),
    ok: !now.listeners.some(needsAttention),
    safePosition: now.safePosition,
    lastPosition: now.lastPosition,
    holders: now.holders,
    listeners: now.listeners.map((view) => listenerJson(view, now.at)),
    explanations: explainHolders(now.holders),
  };
}

function listenerJson(view: ListenerView, at: Date): unknown {
  const { title, name, kind, state, build, position, behind, lagMs, rate, progress, owners, shards, report } = view;
  return {
    title,
    name,
    kind,
    state,
    ok: !needsAttention(view),
    build: build?.build ?? null,
    isLive: build?.role !== "building",
    isInline: build?.isInline === true,
    progress,
    position,
    behind,
    lagMs,
    rate,
    owners,
    shards: report.shards.map((shard, index) => ({
      shard: shard.shard,
      position: shard.position,
      behind: shards[index]?.behind ?? 0,
      lagMs: shards[index]?.lagMs ?? 0,
      movedAt: shard.movedAt,
      owner: shard.owner,
      leaseMs: shard.leaseMs,
      failure: shard.failure,
    })),
    nextShards: report.nextShards,
    pause: report.pause,
    deadLetters: report.deadLetters,
    parkedKeys: report.parkedKeys,
    explanations: explain(view, at),
  };
}
