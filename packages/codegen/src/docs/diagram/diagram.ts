import type { CatalogAggregate } from "../catalog/catalog.js";

/** What flows through an aggregate: commands, the aggregate, its events, who follows them. Columns from left to right. */
export interface Diagram {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

export interface Box {
  readonly kind: "command" | "aggregate" | "event" | "read-model";
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From the right side of a box to the left side of another. */
export interface Edge {
  readonly from: Box;
  readonly to: Box;
}

const ROW = 34;
const GAP = 12;
const BETWEEN = 64;
const MARGIN = 6;
/** Wider than letters of 13 px are on average, so that a name fits into its box in whatever font. */
const LETTER = 7.6;
const PADDING = 28;

export function layoutDiagram({ name, commands, events }: CatalogAggregate): Diagram {
  const followers = [...new Set(events.flatMap(({ followedBy }) => followedBy))];
  const columns: readonly (readonly [Box["kind"], readonly string[]])[] = [
    ["command", commands.map((command) => command.name)],
    ["aggregate", [name]],
    ["event", events.map((event) => event.name)],
    ["read-model", followers],
  ];
  const used = columns.filter(([, names]) => names.length > 0);
  const height = Math.max(...used.map(([, names]) => columnHeight(names.length))) + 2 * MARGIN;
  let x = MARGIN;
  const boxes = used.flatMap(([kind, names]) => {
    const width = Math.ceil(Math.max(...names.map((each) => each.length)) * LETTER) + PADDING;
    const column = columnOf(kind, names, { x, width, height });
    x += width + BETWEEN;
    return column;
  });
  const find = (kind: Box["kind"], each: string) => boxes.filter((box) => box.kind === kind && box.name === each);
  const middle = find("aggregate", name);
  const edges = [
    ...commands.flatMap((command) => edgesBetween(find("command", command.name), middle)),
    ...events.flatMap((event) => edgesBetween(middle, find("event", event.name))),
    ...events.flatMap((event) =>
      event.followedBy.flatMap((each) => edgesBetween(find("event", event.name), find("read-model", each))),
    ),
  ];
  return { width: x - BETWEEN + MARGIN, height, boxes, edges };
}

function columnHeight(rows: number): number {
  return rows * ROW + (rows - 1) * GAP;
}

/** Boxes below one another, in the middle of the height. */
function columnOf(
  kind: Box["kind"],
  names: readonly string[],
  { x, width, height }: { readonly x: number; readonly width: number; readonly height: number },
): readonly Box[] {
  const top = (height - columnHeight(names.length)) / 2;
  return names.map((name, index) => ({ kind, name, x, y: top + index * (ROW + GAP), width, height: ROW }));
}

function edgesBetween(sources: readonly Box[], targets: readonly Box[]): readonly Edge[] {
  return sources.flatMap((from) => targets.map((to) => ({ from, to })));
}
