import type { Output } from "../../output.js";
import { duration } from "../../text/duration.js";
import { grouped } from "../../text/grouped.js";
import { shown } from "../../text/shown.js";
import { wrap } from "../../text/wrap.js";
import { explain } from "./explain.js";
import type { ListenerView } from "./listener-view.js";
import type { Look } from "./look.js";
import { statusJson } from "./status-json.js";
import { stateText, statusParts } from "./status-text.js";

/** Shows looks one after another. */
export interface StatusScreen {
  show(now: Look): void;
  /** There is nothing newer to show, and why. */
  fail(message: string): void;
  /** Gives the terminal back as it was. */
  end(): void;
}

// The other screen, no cursor, no line that runs on below its end: a narrow window cuts the table off.
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
const TOP = "\u001b[H";
const END_OF_LINE = "\u001b[K";
const END_OF_SCREEN = "\u001b[J";

/** On a terminal in place, on a screen of its own; elsewhere a line for what changed; in JSON a line for each look. */
export function createStatusScreen(
  output: Output,
  options: { readonly json?: boolean; readonly shards?: boolean } = {},
): StatusScreen {
  if (options.json === true) return linesOfJson(output);
  return output.isTerminal === true ? inPlace(output, options.shards) : changedLines(output);
}

function inPlace({ out, color, size }: Output, shards: boolean | undefined): StatusScreen {
  let isOpen = false;
  let before: Look | undefined;
  return {
    show(now) {
      before = now;
      draw(now);
    },
    fail(message) {
      if (before !== undefined) draw(before, `${shown(message)} Trying again.`);
    },
    end() {
      if (isOpen) out(LEAVE);
      isOpen = false;
    },
  };

  function draw(now: Look, problem?: string): void {
    const { columns, rows } = size?.() ?? { columns: Number.MAX_SAFE_INTEGER, rows: Number.MAX_SAFE_INTEGER };
    const { head, lines, sentences } = statusParts(now, { color, shards });
    const all = [
      `${clock(now.at)}  ${head}. Ctrl-C ends it.`,
      ...(problem === undefined ? [] : wrap(problem, columns)),
      "",
      ...lines,
      "",
      ...sentences.flatMap((sentence) => wrap(sentence, columns)),
    ];
    // More than fits would scroll the first lines away, every second.
    const fitting = all.length <= rows ? all : [...all.slice(0, rows - 1), `… ${all.length - rows + 1} more lines`];
    out(`${isOpen ? "" : ENTER}${TOP}${fitting.map((line) => `${line}${END_OF_LINE}`).join("\n")}${END_OF_SCREEN}`);
    isOpen = true;
  }
}

function changedLines({ out, err }: Output): StatusScreen {
  let before: ReadonlyMap<string, string> | undefined;
  let failure: string | undefined;
  return {
    show(now) {
      failure = undefined;
      const lines = new Map(now.listeners.map((view) => [view.title, changeOf(view, now.at)]));
      if (before === undefined && lines.size === 0)
        out(`${clock(now.at)}  No listener was ever started on this store.\n`);
      for (const [title, line] of lines) if (before?.get(title) !== line) out(`${clock(now.at)}  ${line}\n`);
      for (const title of before?.keys() ?? []) if (!lines.has(title)) out(`${clock(now.at)}  ${endOf(title, now)}\n`);
      before = lines;
    },
    fail(message) {
      if (message !== failure) err(`${message}\n`);
      failure = message;
    },
    end() {},
  };
}

/** Without what changes all the time, unless that is what there is to tell. */
function changeOf(view: ListenerView, now: Date): string {
  const sentences = explain(view, now);
  const parts = [shown(view.title), stateText(view)];
  if (view.state === "catching-up" || view.progress !== null) {
    parts.push(`at ${grouped(view.position)}, ${grouped(view.behind)} behind, waiting for ${duration(view.lagMs)}`);
  }
  return [parts.join("  "), ...sentences].join("  ");
}

/** A build that was swapped in has the title of the one that it has replaced. */
function endOf(title: string, now: Look): string {
  const isSwapped = now.listeners.some(({ name }) => name === title);
  return `${shown(title)} ${isSwapped ? "is what queries read now" : "is gone"}`;
}

function linesOfJson({ out, err }: Output): StatusScreen {
  return {
    show: (now) => out(`${JSON.stringify(statusJson(now))}\n`),
    fail: (message) => err(`${message}\n`),
    end: () => {},
  };
}

function clock(at: Date): string {
  return at.toISOString().slice(11, 19);
}
