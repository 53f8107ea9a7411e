import { createHash } from "node:crypto";
import { escapeHtml } from "./escape-html.js";
import type { AggregateMatrix, Cell, CommandMatrix, OutcomeRow, ReadModelMatrix, Share, SpecMatrix } from "./matrix.js";
import { MATRIX_STYLE } from "./matrix-style.js";
import type { SpecPlace } from "./spec-test.js";

export interface HtmlOptions {
  readonly title: string;
  /** The address of a file of the project, seen from the page. */
  readonly hrefOf: (file: string) => string;
}

/** The matrix as a page that needs nothing else: no script, no network, light and dark. Every cell leads to its specs. */
export function htmlMatrix({ aggregates, readModels }: SpecMatrix, { title, hrefOf }: HtmlOptions): string {
  const page = new MatrixPage(hrefOf);
  const style = createHash("sha256").update(MATRIX_STYLE).digest("base64");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}: what the specs show</title>
<style>${MATRIX_STYLE}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}: what the specs show</h1>
<p>A number is how many specs show what comes of the command in that state; it opens their list. A dot: none does; where one should, its line says so.</p></header>
<main>
${aggregates.map((each) => page.aggregate(each)).join("\n")}
${readModels.length === 0 ? "" : `<section><h2>Read models</h2>${readModels.map((each) => page.readModel(each)).join("")}</section>`}
</main>
</body>
</html>
`;
}

class MatrixPage {
  readonly #hrefOf: (file: string) => string;
  #lists = 0;

  constructor(hrefOf: (file: string) => string) {
    this.#hrefOf = hrefOf;
  }

  aggregate({ name, states, commands, outcomes, met }: AggregateMatrix): string {
    const heads = states.map((state) => `<th scope="col">${escapeHtml(state)}</th>`).join("");
    return `<section><h2>${escapeHtml(name)}</h2>
<dl class="shares">${shareHtml("Outcomes", outcomes)}${shareHtml("Commands × states", met)}</dl>
<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(name)}: outcomes by state"><table>
<caption class="unseen">${escapeHtml(name)}: how many specs show each outcome, by the state that the command met</caption>
<thead><tr><th scope="col">Command and outcome</th>${heads}</tr></thead>
${commands.map((command) => this.#command(command, states)).join("\n")}
</table></div></section>`;
  }

  readModel({ name, events, share }: ReadModelMatrix): string {
    const rows = events.map(({ type, shownBy, ignored }) => {
      const mark = shownBy.length > 0 ? "" : markHtml(ignored);
      return `<tr class="${shownBy.length === 0 && ignored === undefined ? "missing" : ""}"><th scope="row"><span class="event">${escapeHtml(type)}</span>${mark}</th>${this.#cell(shownBy, `${name} follows ${type}`)}</tr>`;
    });
    return `<h3>${escapeHtml(name)}</h3><dl class="shares">${shareHtml("Events", share)}</dl>
<div class="scroll"><table class="narrow"><caption class="unseen">Events that ${escapeHtml(name)} follows</caption>
<thead><tr><th scope="col">Event</th><th scope="col">Specs</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
  }

  #command({ name, outcomes, states: cells }: CommandMatrix, states: readonly string[]): string {
    const met = states.map((state) => {
      const cell = cells.find((each) => each.state === state);
      const isMissing = cell !== undefined && cell.shownBy.length === 0 && cell.ignored === undefined;
      const mark = isMissing ? `<span class="mark bad">no spec</span>` : "";
      return `<td>${mark}</td>`;
    });
    return `<tbody><tr class="command"><th scope="rowgroup">${escapeHtml(name)}</th>${met.join("")}</tr>
${outcomes.map((row) => this.#outcome(name, row)).join("\n")}</tbody>`;
  }

  #outcome(command: string, row: OutcomeRow): string {
    const isMissing = row.isDeclared && row.cells.every(({ shownBy }) => shownBy.length === 0);
    const undeclared = !row.isDeclared && row.kind !== "nothing" ? `<span class="mark bad">not declared</span>` : "";
    const cells = row.cells.map(({ state, shownBy }: Cell) => this.#cell(shownBy, `${command}, ${row.name}, ${state}`));
    return `<tr class="${isMissing && row.ignored === undefined ? "missing" : ""}"><th scope="row"><span class="${row.kind}">${escapeHtml(row.name)}</span>${isMissing ? markHtml(row.ignored) : undeclared}</th>${cells.join("")}</tr>`;
  }

  #cell(shownBy: readonly SpecPlace[], label: string): string {
    if (shownBy.length === 0) return `<td><span class="none" aria-label="none">·</span></td>`;
    const id = `specs-${++this.#lists}`;
    const count = `${shownBy.length} ${shownBy.length === 1 ? "spec" : "specs"}`;
    const items = shownBy.map(({ file, line, titles }) => {
      const place = line === 0 ? file : `${file}:${line}`;
      return `<li><span class="title">${titles.map(escapeHtml).join(" › ")}</span><a href="${escapeHtml(this.#hrefOf(file))}"><code>${escapeHtml(place)}</code></a></li>`;
    });
    return `<td><button popovertarget="${id}" aria-label="${escapeHtml(`${label}: ${count}`)}">${shownBy.length}</button><div popover id="${id}"><p>${escapeHtml(label)}</p><ul>${items.join("")}</ul></div></td>`;
  }
}

function shareHtml(name: string, { shown, total }: Share): string {
  return `<div class="${shown === total ? "whole" : "part"}"><dt>${name}</dt><dd>${shown} of ${total}</dd></div>`;
}

function markHtml(ignored: string | undefined): string {
  if (ignored === undefined) return ` <span class="mark bad">missing</span>`;
  return ` <span class="mark">ignored: ${escapeHtml(ignored)}</span>`;
}
