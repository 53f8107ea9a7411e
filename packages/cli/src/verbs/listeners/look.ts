import { type ListenerReport, NotPreparedError, type ReadModelBuilds } from "@factum/core";
import type { SafePositionHolder } from "@factum/pg-adapter";
import type { ListenerDesk } from "./listener-desk.js";
import { parseListenerName } from "./listener-name.js";
import { type ListenerView, listenerViews, readModelOf } from "./listener-view.js";

/** All listeners at one moment. */
export interface Look {
  /** By the clock of this machine. */
  readonly at: Date;
  readonly safePosition: number;
  /** The last position that was given out. */
  readonly lastPosition: number;
  readonly holders: readonly SafePositionHolder[];
  readonly listeners: readonly ListenerView[];
}

/** Looks at all listeners: a few short queries and one for each read model, whatever the size of the store. */
export async function look(desk: ListenerDesk, at: Date = new Date()): Promise<Look> {
  // Before the safe position: a listener never seems to be ahead of it.
  const reports = await desk.control.reports();
  const builds = await buildsOf(desk, reports);
  const { safePosition, lastPosition, holders } = await desk.holders();
  const checkpoints = reports.flatMap(({ shards }) => shards.map(({ position }) => position));
  const oldest = await desk.oldestUnhandled(checkpoints, safePosition);
  const ages = new Map([...oldest].map(([checkpoint, { ageMs }]) => [checkpoint, ageMs]));
  const listeners = listenerViews({ reports, builds, safePosition, ages });
  return { at, safePosition, lastPosition, holders, listeners };
}

/** With rates, from what was seen before; a listener that went back has none. */
export function since(before: Look | undefined, now: Look): Look {
  if (before === undefined) return now;
  const seconds = (now.at.getTime() - before.at.getTime()) / 1000;
  const positions = new Map(before.listeners.map(({ name, position }) => [name, position]));
  const listeners = now.listeners.map((view) => {
    const from = positions.get(view.name);
    const isKnown = from !== undefined && seconds > 0 && view.position >= from;
    return isKnown ? { ...view, rate: Math.round((view.position - from) / seconds) } : view;
  });
  return { ...now, listeners };
}

async function buildsOf(
  { readModels }: ListenerDesk,
  reports: readonly ListenerReport[],
): Promise<ReadonlyMap<string, ReadModelBuilds>> {
  const builds = new Map<string, ReadModelBuilds>();
  for (const { kind, name } of reports) {
    const { base, version } = parseListenerName(name);
    if (kind !== "read-model" || version === null || builds.has(readModelOf(name))) continue;
    try {
      builds.set(readModelOf(name), await readModels.builds({ name: base, version }));
    } catch (error) {
      if (!(error instanceof NotPreparedError)) throw error;
    }
  }
  return builds;
}
