import type { AggregateMatrix, Cell, OutcomeRow, ReadModelMatrix, Share, SpecMatrix } from "./matrix.js";
import type { Paint } from "./paint.js";

export interface TextOptions {
  /** `full`: a line for each outcome. `brief`: a line for each command. */
  readonly detail: "full" | "brief";
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
}

/**
 * The matrix as text: how many specs show what comes of a command, in which state. Where the states do not fit beside one
 * another they stand in a list.
 */
export function textMatrix({ aggregates, readModels }: SpecMatrix, options: TextOptions): string {
  return [
    ...aggregates.map((each) => aggregateLines(each, options)),
    ...(readModels.length === 0 ? [] : [readModels.flatMap((each) => readModelLines(each, options))]),
  ]
    .map((lines) => lines.map((line) => `${line.trimEnd()}\n`).join(""))
    .join("\n");
}

/** A line of the table: what stands at its left, and a cell for each state. */
interface Line {
  readonly label: string;
  readonly paint: (text: string) => string;
  readonly cells: readonly Cell[];
  /** What stands behind the cells. */
  readonly note: string;
}

function aggregateLines(aggregate: AggregateMatrix, { detail, width, paint }: TextOptions): readonly string[] {
  const { name, states, commands, outcomes, met } = aggregate;
  const shares = `${shareText(outcomes)} outcomes, ${shareText(met)} commands × states`;
  const lines =
    detail === "full"
      ? commands.flatMap((command): Line[] => [
          { label: `  ${command.name}`, paint: paint.strong, cells: [], note: "" },
          ...command.outcomes.map((row) => outcomeLine(row, paint)),
        ])
      : commands.map((command): Line => {
          const declared = command.outcomes.filter((row) => row.isDeclared && row.ignored === undefined);
          const shown = declared.filter((row) => row.cells.some(isShown)).length;
          const note = `${shown}/${declared.length} outcomes`;
          const isWhole = shown === declared.length;
          return {
            label: `  ${command.name}`,
            paint: String,
            cells: states.map((state) => command.states.find((cell) => cell.state === state) ?? { state, shownBy: [] }),
            note: isWhole ? paint.dim(note) : paint.bad(note),
          };
        });
  const labels = Math.max(...lines.map(({ label }) => label.length), 0) + 2;
  const columns = states.map((state) => Math.max(state.length, 3) + 2);
  const notes = detail === "brief" ? "12/12 outcomes".length : "missing".length;
  const total = labels + columns.reduce((sum, each) => sum + each, 0) + notes;
  const title = `${paint.strong(name)}  ${paint.dim(shares)}`;
  if (total > width) return [title, ...lines.flatMap((line) => listed(line, width, paint))];
  const head = states.map((state, index) => state.padEnd(columns[index] ?? 0)).join("");
  const table = lines.map((line) => {
    const cells = line.cells.map((cell, index) => cellText(cell, columns[index] ?? 0, paint));
    return line.paint(line.label.padEnd(labels)) + cells.join("") + line.note;
  });
  return [title, paint.dim(" ".repeat(labels) + head), ...table];
}

function outcomeLine(row: OutcomeRow, paint: Paint): Line {
  const isMissing = row.isDeclared && !row.cells.some(isShown);
  const note = !row.isDeclared && row.kind !== "nothing" ? paint.bad("not declared") : "";
  const ignored = row.ignored === undefined ? paint.bad("missing") : paint.dim("ignored");
  return { label: `    ${row.name}`, paint: String, cells: row.cells, note: isMissing ? ignored : note };
}

function cellText({ shownBy }: Cell, width: number, paint: Paint): string {
  const text = shownBy.length === 0 ? "·" : String(shownBy.length);
  return (shownBy.length === 0 ? paint.dim : paint.good)(text) + " ".repeat(Math.max(width - text.length, 1));
}

/** A line without a table: its states behind it, wrapped. */
function listed({ label, paint: painted, cells, note }: Line, width: number, paint: Paint): readonly string[] {
  const words = cells.filter(isShown).map(({ state, shownBy }) => `${state} (${shownBy.length})`);
  const wrapped = wrap(words, width - 8).map((line) => `        ${paint.good(line)}`);
  return [`${painted(label)}${note === "" ? "" : `  ${note}`}`, ...wrapped];
}

function readModelLines({ name, events, share }: ReadModelMatrix, { width, paint }: TextOptions): readonly string[] {
  const title = `${paint.strong(name)}  ${paint.dim(`${shareText(share)} events`)}`;
  const words = events.map(({ type, shownBy, ignored }) =>
    shownBy.length > 0 ? `${type} (${shownBy.length})` : `${type} (${ignored === undefined ? "missing" : "ignored"})`,
  );
  return [title, ...wrap(words, width - 2).map((line) => `  ${line.replaceAll("(missing)", paint.bad("(missing)"))}`)];
}

/** Words with commas between them, in lines that are no longer than they must be. */
function wrap(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const text = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(text);
  }
  return lines;
}

function isShown({ shownBy }: Cell): boolean {
  return shownBy.length > 0;
}

function shareText({ shown, total }: Share): string {
  return `${shown}/${total}`;
}
