import type { JsonValue } from "@factum/core";
import type {
  CatalogFoldSpecs,
  CatalogSpecs,
  Decision,
  Said,
  SaidOutcome,
  SpecFold,
  SpecGroup,
  SpecStory,
} from "../specs/catalog-specs.js";
import { valueText } from "../specs/value-text.js";
import { anchorOf } from "./anchors.js";
import { type Html, html, joined } from "./html.js";
import { searchText } from "./search-text.js";

/** What the specs of an aggregate say: its states and what commands come to in them, then each spec. */
export function specsSection(name: string, category: string, specs: CatalogSpecs | undefined): Html | string {
  if (specs === undefined) return "";
  const teller = new Teller(specs, category);
  const { states, commands } = specs.decisions;
  const rows = commands.map(
    (command) =>
      html`<tr><th scope="row"><a href="#${anchorOf.command(category, command.name)}">${command.name}</a></th>${command.cells.map((cell) => html`<td>${joined(cell.map(decisionHtml), ", ")}</td>`)}</tr>`,
  );
  return html`<h3 class="group states">States</h3>
<figure class="flow" id="${anchorOf.states(category)}" tabindex="0" aria-label="What commands come to in each state of ${name}"><table class="decisions"><caption class="unseen">What each command comes to in each state of ${name}, as specs show it</caption>
<thead><tr><th scope="col">Command</th>${states.map((state) => html`<th scope="col">${state}</th>`)}</tr></thead><tbody>${rows}</tbody></table></figure>
<h3 class="group">What the specs say</h3>
<div class="cards">${specs.groups.map((group) => groupCard(name, group, (story) => teller.story(story)))}</div>
`;
}

/** What the specs of a read model say, behind a click each. */
export function foldSpecs(specs: CatalogFoldSpecs | undefined): Html | string {
  if (specs === undefined) return "";
  const teller = new Teller(specs, undefined);
  const items = specs.groups.flatMap((group) =>
    group.specs.map((spec) => specDetails(spec, (fold) => teller.fold(fold))),
  );
  return html`<p class="label">What the specs say</p>${items}`;
}

function decisionHtml({ kind, name }: Decision): Html {
  return html`<span class="${kind}">${name}</span>`;
}

function groupCard<Told>(
  aggregate: string,
  { titles, file, specs }: SpecGroup<Told>,
  tell: (told: Told) => Html,
): Html {
  const title = titles.join(" › ") || "On their own";
  const texts = [aggregate, ...titles, ...specs.map((spec) => spec.title)];
  return html`<article class="card spec" data-search="${searchText(texts)}">
<h4>${title}</h4>
${specs.map((spec) => specDetails(spec, tell))}
<p class="more"><code>${file}</code></p>
</article>
`;
}

function specDetails<Told>(
  { title, told }: { readonly title: string; readonly told: readonly Told[] },
  tell: (told: Told) => Html,
): Html {
  return html`<details><summary>${title === "" ? "(no title)" : title}</summary>${told.map(tell)}</details>`;
}

class Teller {
  readonly #text: (value: JsonValue) => string;
  /** Of the aggregate whose states are told, if it is one. */
  readonly #category: string | undefined;

  constructor(page: unknown, category: string | undefined) {
    this.#text = valueText(page);
    this.#category = category;
  }

  story({ given, steps, state }: SpecStory): Html {
    const past = given.map((each) => {
      if ("clock" in each) return html`${each.clock}`;
      if ("event" in each) return this.#said(each.event);
      return html`${this.#said(each.command)} → ${this.#outcome(each.outcome)}`;
    });
    const told = steps.map((step) => {
      const then = [
        this.#outcome(step.outcome),
        ...(step.state === undefined ? [] : [html`and the state is ${this.#state(step.to, step.state)}`]),
      ];
      return html`${pair("When", [html`${this.#said(step.when)}, in the state ${this.#state(step.in)}`])}${pair("Then", then)}`;
    });
    const first = state === undefined ? "" : pair("Then", [html`the state is ${this.#state(state.word, state.value)}`]);
    return html`<dl class="story">${pair("Given", past)}${first}${told}</dl>`;
  }

  fold({ given, rows }: SpecFold): Html {
    const streams = new Set(given.map(({ category, id }) => `${category}-${id}`));
    const past = given.map((event) =>
      streams.size === 1 ? this.#said(event) : html`${this.#said(event)} of ${this.#code(event.id)}`,
    );
    const then = rows.flatMap(({ table, key, rows: list }) => {
      const of = html`${table === undefined ? "" : html` of <code>${table}</code>`}${key === undefined ? "" : html` with the key ${this.#code(key)}`}`;
      if (list.length === 0) return [html`no row${key === undefined ? "s" : ""}${of}`];
      return list.map((row) => html`the row${of} ${this.#code(row)}`);
    });
    return html`<dl class="story">${pair("Given", past)}${pair("Then", then)}</dl>`;
  }

  #said({ name, data }: Said): Html {
    const fields = data.map((field) => html`<code>${field.name}</code> ${this.#code(field.value)}`);
    return fields.length === 0 ? html`<b>${name}</b>` : html`<b>${name}</b> with ${joined(fields, ", ")}`;
  }

  #outcome(outcome: SaidOutcome): Html {
    if ("events" in outcome) {
      if (outcome.events.length === 0) return html`nothing`;
      return joined(
        outcome.events.map((event) => this.#said(event)),
        ", ",
      );
    }
    const { name, data, message } = outcome.rejection;
    const fields = data.map((field) => html`, <code>${field.name}</code> ${this.#code(field.value)}`);
    return html`refused as <b class="rejection">${name}</b>: <q>${message}</q>${fields}`;
  }

  #state(word: string, value?: JsonValue): Html {
    const shown = word === "" ? "(empty)" : word;
    const link =
      this.#category === undefined ? html`${shown}` : html`<a href="#${anchorOf.states(this.#category)}">${shown}</a>`;
    return value === undefined ? link : html`${link}: ${this.#code(value)}`;
  }

  #code(value: JsonValue): Html {
    return html`<code>${this.#text(value)}</code>`;
  }
}

function pair(word: string, lines: readonly Html[]): Html {
  const shown = lines.length === 0 ? [html`nothing`] : lines;
  return html`<div><dt>${word}</dt><dd>${shown.map((line) => html`<p>${line}</p>`)}</dd></div>`;
}
