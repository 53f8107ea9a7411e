import type { Pause } from "@factum/core";
import type { SafePositionHolder } from "@factum/pg-adapter";
import { count } from "../../text/count.js";
import { duration } from "../../text/duration.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import { messageOf, placeOf } from "./failure-text.js";
import { type ListenerView, readModelOf } from "./listener-view.js";
import { timeText } from "./time-text.js";

/** What holds a listener back and what to do about it, a sentence for each cause; none if all is well. */
export function explain(view: ListenerView, now: Date): readonly string[] {
  const { report } = view;
  return [
    ...(report.pause === null ? [] : [explainPause(view, report.pause, now)]),
    ...(view.state === "unattended" ? [explainUnattended(view)] : []),
    ...(view.state === "retrying" ? explainRetries(view) : []),
    ...(report.nextShards === null ? [] : [explainResharding(view, report.nextShards)]),
    ...(view.state === "catching-up" ? explainSlowShards(view) : []),
    ...(report.deadLetters > 0 ? [explainDeadLetters(view)] : []),
  ];
}

/** Appends hold back the safe position for milliseconds; this is no append any more. */
const LONG_HELD_MS = 5_000;

/** Who keeps all listeners from newer events, if anybody does for long. */
export function explainHolders(holders: readonly SafePositionHolder[]): readonly string[] {
  return holders
    .filter(({ ageMs }) => ageMs === null || ageMs >= LONG_HELD_MS)
    .map(({ pid, preparedTransaction, applicationName, state, ageMs, floor }) => {
      const known = [applicationName, state, ageMs === null ? null : duration(ageMs)].filter(
        (part) => (part ?? "") !== "",
      );
      const details = known.length === 0 ? "" : ` (${known.map((part) => shown(part ?? "")).join(", ")})`;
      const who =
        pid === null
          ? `the prepared transaction "${shown(preparedTransaction ?? "")}"`
          : `process ${pid} of the database server`;
      return `The safe position is held back at ${grouped(floor)} by ${who}${details}: see \`factum db doctor\`.`;
    });
}

/** A sentence for all inline read models together: they are no trouble, only unlike the others. */
export function explainInline(views: readonly ListenerView[]): readonly string[] {
  const titles = views.filter(({ state }) => state === "inline").map(({ title }) => shown(title));
  const last = titles.at(-1);
  if (last === undefined) return [];
  if (titles.length === 1) return [`${last} is inline: its rows are written with the append, nothing to wait for.`];
  const who = `${titles.slice(0, -1).join(", ")} and ${last}`;
  return [`${who} are inline: their rows are written with the append, nothing to wait for.`];
}

function explainPause({ title, build }: ListenerView, { by, reason, failure, at }: Pause, now: Date): string {
  const since = `${shown(title)} is paused since ${timeText(at, now)}`;
  const resume = command("resume", title);
  if (by === "operator") {
    return reason.trim() === ""
      ? `${since}. ${resume} lets it go on.`
      : `${since}: ${messageOf({ message: reason })} ${resume} lets it go on.`;
  }
  if (failure === null) return `${since} by a failure: ${messageOf({ message: reason })} ${resume} tries again.`;
  const place = placeOf(failure);
  const often = failure.attempts > 1 ? `, tried ${failure.attempts} times` : "";
  const told = `${since} by a failure${place === "" ? "" : ` at ${place}`}${often}: ${messageOf(failure)}`;
  const skip = command("skip", `${title} --position ${failure.position}`);
  const ways = [
    ...(failure.position === null ? [] : [`${skip} passes it over`]),
    `${resume} tries again`,
    ...(build?.role === "building"
      ? [`${command("rebuild", `${readModelOf(title)} --cancel`)} gives the build up`]
      : []),
  ];
  return `${told} ${ways.join(", ")}.`;
}

function explainUnattended({ title, unowned, shards, build }: ListenerView): string {
  const what = shown(title);
  if (unowned.length < shards.length) {
    return `Nobody runs ${shardList(unowned)} of ${what}: if that stays, start another process that has it.`;
  }
  const start =
    build?.isInline === true
      ? `Nobody follows ${what}, so whoever waits for it waits in vain. Its rows are written with the append all the same. Start a process that has it`
      : `Nobody runs ${what}: start a process that has it`;
  return build?.role === "building" ? `${start}.` : `${start}, or ${command("forget", title)} if none has it any more.`;
}

function explainRetries({ title, report }: ListenerView): readonly string[] {
  return report.shards.flatMap(({ shard, failure }) => {
    if (failure === null) return [];
    const place = placeOf(failure);
    const which = report.shards.length > 1 ? `, shard ${shard},` : "";
    const at = place === "" ? "" : ` at ${place}`;
    return [
      `${shown(title)}${which} fails${at}, ${tries(failure.attempts)} so far, and tries again: ${messageOf(failure)}`,
    ];
  });
}

function explainResharding({ title, shards }: ListenerView, next: number): string {
  const furthest = Math.max(...shards.map(({ position }) => position));
  const behind = shards.filter(({ position }) => position < furthest).map(({ shard }) => shard);
  const waits = behind.length === 0 ? "" : `: it waits for ${shardList(behind)}`;
  return `${shown(title)} goes from ${shards.length} to ${count(next, "shard")} when all have come to one position${waits}.`;
}

/** Whoever waits for a position waits for all shards. */
function explainSlowShards({ title, shards, lagMs }: ListenerView): readonly string[] {
  const slow = shards.filter((shard) => shard.lagMs >= lagMs / 2);
  if (slow.length === shards.length) return [];
  const names = slow.map(({ shard }) => shard);
  return [`${shown(title)} waits for ${shardList(names)}; the others are further on.`];
}

function explainDeadLetters({ title, report, build }: ListenerView): string {
  const letters = `${count(report.deadLetters, "dead letter")} of ${count(report.parkedKeys, "key")}`;
  if (build?.role === "building") {
    const rebuild = (option: string) => command("rebuild", `${readModelOf(title)} ${option}`);
    return (
      `${shown(title)} has ${letters}, and does not take the live one's place with them: rows would be missing. ` +
      `${command("dead-letters", title)} shows them, ${command("replay", title)} has them handled again, ` +
      `${rebuild("--accept-missing")} swaps it in as it is, ${rebuild("--cancel")} gives it up.`
    );
  }
  return `${shown(title)} has ${letters}: ${command("dead-letters", title)} shows them, ${command("replay", title)} has them handled again.`;
}

function shardList(shards: readonly number[]): string {
  if (shards.length === 1) return `shard ${shards[0]}`;
  return `shards ${shards.slice(0, -1).join(", ")} and ${shards.at(-1)}`;
}

function tries(attempts: number): string {
  return attempts === 1 ? "once" : `${attempts} times`;
}

/** As it can be pasted. */
function command(verb: string, rest: string): string {
  return `\`factum listeners ${verb} ${shown(rest)}\``;
}
