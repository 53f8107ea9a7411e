import { duration } from "../../text/duration.js";
import { grouped } from "../../text/grouped.js";
import type { Color } from "../../text/paint.js";
import { shown } from "../../text/shown.js";
import { type Cell, type PaintedCell, table } from "../../text/table.js";
import { explain, explainHolders, explainInline } from "./explain.js";
import { messageOf } from "./failure-text.js";
import type { ListenerView, ShardView } from "./listener-view.js";
import type { Look } from "./look.js";
import type { ListenerState } from "./state-of.js";

export interface StatusTextOptions {
  readonly color?: boolean | undefined;
  /** Whether each shard gets a line of its own, where there are several. */
  readonly shards?: boolean | undefined;
}

const STATES: Readonly<Record<ListenerState, readonly [text: string, color: Color]>> = {
  running: ["running", "green"],
  "catching-up": ["catching up", "yellow"],
  inline: ["inline", "green"],
  rebuilding: ["rebuilding", "yellow"],
  retrying: ["retrying", "yellow"],
  paused: ["paused", "red"],
  unattended: ["nobody runs it", "red"],
};

/** A table of all listeners, and beneath it a sentence for each thing that holds one back. */
export function statusText(now: Look, options: StatusTextOptions = {}): string {
  const { head, lines, sentences } = statusParts(now, options);
  return `${[head, "", ...lines, ...(sentences.length === 0 ? [] : ["", ...sentences])].join("\n")}\n`;
}

/** {@link statusText} in its parts, for a screen that breaks sentences and cuts the lines of the table. */
export function statusParts(
  now: Look,
  options: StatusTextOptions,
): { readonly head: string; readonly lines: readonly string[]; readonly sentences: readonly string[] } {
  const head = `Safe position ${grouped(now.safePosition)}, last position ${grouped(now.lastPosition)}`;
  const sentences = [
    ...explainHolders(now.holders),
    ...now.listeners.flatMap((view) => explain(view, now.at)),
    ...explainInline(now.listeners),
  ];
  if (now.listeners.length === 0) return { head, lines: ["No listener was ever started on this store."], sentences };
  return { head, lines: tableOf(now.listeners, options).trimEnd().split("\n"), sentences };
}

const HEADINGS: readonly PaintedCell[] = [
  { text: "listener" },
  { text: "kind" },
  { text: "state" },
  { text: "position", isRight: true },
  { text: "behind", isRight: true },
  { text: "waiting", isRight: true },
  { text: "rate", isRight: true },
  { text: "dead letters", isRight: true },
  { text: "run by" },
  { text: "last error" },
];
const ALWAYS = 5;

function tableOf(views: readonly ListenerView[], { color, shards }: StatusTextOptions): string {
  const rows = views.flatMap((view) => [
    rowOf(view),
    ...(shards === true && view.shards.length > 1 ? view.shards.map(shardRowOf) : []),
  ]);
  // A column in which nothing stands says nothing.
  const used = HEADINGS.flatMap((_, column) =>
    column < ALWAYS || rows.some((row) => textOf(row[column]) !== "") ? [column] : [],
  );
  const head = HEADINGS.map((cell): Cell => ({ ...cell, color: "dim" }));
  return table(
    [head, ...rows].map((row) => used.map((column) => row[column] ?? "")),
    "",
    color,
  );
}

function rowOf(view: ListenerView): readonly Cell[] {
  const { title, kind, position, behind, lagMs, rate, owners, report } = view;
  const failure = report.pause?.failure ?? report.shards.find((shard) => shard.failure !== null)?.failure ?? null;
  return [
    `${shown(title)}${report.shards.length > 1 ? ` (${report.shards.length} shards)` : ""}`,
    kind,
    { text: stateText(view), color: STATES[view.state][1] },
    right(grouped(position)),
    right(grouped(behind)),
    right(lagMs === 0 ? "" : duration(lagMs)),
    right(rate === null ? "" : `${grouped(rate)}/s`),
    right(report.deadLetters === 0 ? "" : grouped(report.deadLetters)),
    owners.map(shown).join(", "),
    failure === null ? "" : shortened(messageOf(failure)),
  ];
}

function shardRowOf({ shard, position, behind, lagMs, owner }: ShardView): readonly Cell[] {
  const [nobody, color] = STATES.unattended;
  return [
    `  shard ${shard}`,
    "",
    owner === null ? { text: nobody, color } : "",
    right(grouped(position)),
    right(grouped(behind)),
    right(lagMs === 0 ? "" : duration(lagMs)),
    "",
    "",
    shown(owner ?? ""),
    "",
  ];
}

function right(text: string): Cell {
  return { text, isRight: true };
}

function textOf(cell: Cell = ""): string {
  return typeof cell === "object" ? cell.text : String(cell);
}

/** `running`, or `rebuilding 43 %`, or `rebuilding 43 %, paused`. */
export function stateText({ state, progress }: Pick<ListenerView, "state" | "progress">): string {
  const [text] = STATES[state];
  if (progress === null) return text;
  const share = `rebuilding ${Math.floor(progress * 100)} %`;
  return state === "rebuilding" ? share : `${share}, ${text}`;
}

/** The sentences beneath the table have all of it. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
