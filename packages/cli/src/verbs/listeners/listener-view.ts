import type { ListenerKind, ListenerReport, ReadModelBuilds } from "@factum/core";
import { parseListenerName } from "./listener-name.js";
import { type ListenerState, stateOf } from "./state-of.js";

/** Which build of a read model a listener keeps. */
export interface BuildView {
  /** From 1. */
  readonly build: number;
  /** `live`: queries read it; `building`: it is made to replace the live one. */
  readonly role: "live" | "building";
  /** Whether appends write its rows: then no row is ever behind, and the listener only tells those who wait for it. */
  readonly isInline: boolean;
}

/** One listener, or one build of it, as an operator sees it. */
export interface ListenerView {
  /** As people call it: `training_list_v1` whichever build is live, `training_list_v1_b2` for one that is being made. */
  readonly title: string;
  /** Its name in the store. */
  readonly name: string;
  readonly kind: ListenerKind;
  readonly state: ListenerState;
  /** Of a read model, else null. */
  readonly build: BuildView | null;
  /** Everything up to here is handled, by every shard. */
  readonly position: number;
  /** Positions from there to the safe one, 0 if there are no events on them; at least as many as there are events. */
  readonly behind: number;
  /** How long the oldest event that is not handled has waited, in milliseconds; 0 if there is none. */
  readonly lagMs: number;
  /** Positions a second between two looks; null after one alone. */
  readonly rate: number | null;
  /** How much of the live build's way a build has gone, from 0 to 1; null for what is not being built. */
  readonly progress: number | null;
  /** Everybody who runs a shard. */
  readonly owners: readonly string[];
  /** Shards that nobody runs. */
  readonly unowned: readonly number[];
  readonly shards: readonly ShardView[];
  readonly report: ListenerReport;
}

export interface ShardView {
  readonly shard: number;
  readonly position: number;
  readonly behind: number;
  readonly lagMs: number;
  readonly owner: string | null;
  readonly movedAt: string;
}

/** What listeners are seen from. */
export interface Sources {
  readonly reports: readonly ListenerReport[];
  /** By name of a read model with its version, e.g. `training_list_v1`; those that are missing are live as they are. */
  readonly builds: ReadonlyMap<string, ReadModelBuilds>;
  readonly safePosition: number;
  /** By checkpoint, in milliseconds: how long the oldest event behind it has waited. None: there is no such event. */
  readonly ages: ReadonlyMap<number, number>;
}

/** All listeners, by name, a build that is being made behind the one that it replaces. */
export function listenerViews(sources: Sources): readonly ListenerView[] {
  const views = sources.reports.flatMap((report) => viewOf(report, sources) ?? []);
  const live = new Map(views.flatMap((view) => (view.build?.role === "live" ? [[view.title, view] as const] : [])));
  return views
    .map((view) => (view.build?.role === "building" ? { ...view, progress: progressOf(view, live) } : view))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}

/** None for a build that was replaced, or that appends began or ceased to write, since the reports were made. */
function viewOf(report: ListenerReport, sources: Sources): ListenerView | undefined {
  const build = buildOf(report, sources.builds);
  if (build === undefined) return undefined;
  const isInline = build?.isInline === true;
  const shards = report.shards.map(({ shard, position, owner, movedAt }): ShardView => {
    const age = isInline ? undefined : sources.ages.get(position);
    const behind = age === undefined ? 0 : Math.max(0, sources.safePosition - position);
    return { shard, position, behind, lagMs: age ?? 0, owner, movedAt };
  });
  const lagMs = most(shards.map((shard) => shard.lagMs));
  const unowned = shards.filter(({ owner }) => owner === null).map(({ shard }) => shard);
  return {
    title: build?.role === "live" ? readModelOf(report.name) : report.name,
    name: report.name,
    kind: report.kind,
    state: stateOf({ report, role: build?.role ?? "live", isInline, lagMs }),
    build,
    position: shards.length === 0 ? 0 : Math.min(...shards.map(({ position }) => position)),
    behind: most(shards.map((shard) => shard.behind)),
    lagMs,
    rate: null,
    progress: null,
    owners: [...new Set(shards.flatMap(({ owner }) => (owner === null ? [] : [owner])))].sort(),
    unowned,
    shards,
    report,
  };
}

/** Of a read model's listener, e.g. `training_list_v1` for `training_list_v1_b2`. */
export function readModelOf(name: string): string {
  const { base, version } = parseListenerName(name);
  return version === null ? base : `${base}_v${version}`;
}

function buildOf({ kind, name }: ListenerReport, builds: Sources["builds"]): BuildView | null | undefined {
  if (kind !== "read-model") return null;
  const { build, isInline } = parseListenerName(name);
  const known = builds.get(readModelOf(name));
  if (known === undefined) return { build, role: "live", isInline };
  if (known.live === build) return isInline === (known.inline === true) ? { build, role: "live", isInline } : undefined;
  return known.building === build ? { build, role: "building", isInline: false } : undefined;
}

function progressOf({ name, position }: ListenerView, live: ReadonlyMap<string, ListenerView>): number {
  const goal = live.get(readModelOf(name))?.position ?? 0;
  return goal === 0 ? 1 : Math.min(1, position / goal);
}

function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}
