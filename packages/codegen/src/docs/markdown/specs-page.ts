import type { JsonValue } from "@factum/core";
import type { CatalogAggregate, CatalogReadModel } from "../catalog/catalog.js";
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
import { codeMarkdown, escapeMarkdown } from "./escape-markdown.js";
import { markdownTable } from "./table.js";

/** The sections of a page of what an aggregate's specs say. From `specs/` all links are one folder up. */
export function specsPage({ name, category }: CatalogAggregate, specs: CatalogSpecs): readonly string[] {
  const page = `../aggregates/${category}.md`;
  const sayer = new Sayer((part) => `${page}#${part.toLowerCase()}`, specs);
  return [
    `# ${name}: what the specs say`,
    `[← ${name}](${page})`,
    ABOUT,
    "## States",
    "What each command comes to in each state; a refusal in italics.",
    markdownTable(
      ["Command", ...specs.decisions.states.map(escapeMarkdown)],
      specs.decisions.commands.map((command) => [
        `[${command.name}](${page}#${command.name.toLowerCase()})`,
        ...command.cells.map((cell) => cell.map(decisionMarkdown).join(", ")),
      ]),
    ),
    ...specs.groups.flatMap((group) => groupSections(group, (story) => sayer.story(story))),
  ];
}

/** The sections of a page of what a read model's specs say. */
export function foldsPage({ name }: CatalogReadModel, specs: CatalogFoldSpecs): readonly string[] {
  const sayer = new Sayer(undefined, specs);
  return [
    `# ${name}: what the specs say`,
    `[← ${name}](../../read-models.md#${name.toLowerCase()})`,
    ABOUT,
    ...specs.groups.flatMap((group) => groupSections(group, (fold) => sayer.fold(fold))),
  ];
}

const ABOUT =
  "Every sentence here is of a spec that passed. Data that a spec leaves as its testkit makes them are not shown.";

function decisionMarkdown({ kind, name }: Decision): string {
  return kind === "rejection" ? `*${name}*` : name;
}

function groupSections<Told>(
  { titles, file, specs }: SpecGroup<Told>,
  tell: (told: Told) => readonly string[],
): readonly string[] {
  return [
    `## ${titles.map(escapeMarkdown).join(" › ") || "On their own"}`,
    codeMarkdown(file),
    ...specs.flatMap(({ title, told }) => [
      `### ${escapeMarkdown(title) || "(no title)"}`,
      // A paragraph between two lists keeps them apart.
      told.map((each) => tell(each).join("\n")).join("\n\nand\n\n"),
    ]),
  ];
}

class Sayer {
  readonly #hrefOf: ((name: string) => string) | undefined;
  readonly #text: (value: JsonValue) => string;

  /** @param page everything that the page says, so that ids are cut where they stay apart */
  constructor(hrefOf: ((name: string) => string) | undefined, page: unknown) {
    this.#hrefOf = hrefOf;
    this.#text = valueText(page);
  }

  story({ given, steps, state }: SpecStory): readonly string[] {
    const past = given.map((each) => {
      if ("clock" in each) return escapeMarkdown(each.clock);
      if ("event" in each) return this.#said(each.event);
      return `${this.#said(each.command)} → ${this.#outcome(each.outcome)}`;
    });
    return [
      bullet("Given", past),
      ...(state === undefined ? [] : [bullet("Then", [`the state is ${this.#state(state.word, state.value)}`])]),
      ...steps.flatMap((step) => [
        bullet("When", [`${this.#said(step.when)}, in the state ${this.#state(step.in)}`]),
        bullet("Then", [
          this.#outcome(step.outcome),
          ...(step.state === undefined ? [] : [`and the state is ${this.#state(step.to, step.state)}`]),
        ]),
      ]),
    ];
  }

  fold({ given, rows }: SpecFold): readonly string[] {
    const streams = new Set(given.map(({ category, id }) => `${category}-${id}`));
    const past = given.map((event) => {
      const stream = streams.size === 1 ? "" : ` of ${codeMarkdown(this.#text(event.id))}`;
      return `${this.#said(event)}${stream}`;
    });
    const then = rows.flatMap(({ table, key, rows: list }) => {
      const of = `${table === undefined ? "" : ` of ${codeMarkdown(table)}`}${key === undefined ? "" : ` with the key ${this.#code(key)}`}`;
      if (list.length === 0) return [`no row${key === undefined ? "s" : ""}${of}`];
      return list.map((row) => `the row${of} ${this.#code(row)}`);
    });
    return [bullet("Given", past), bullet("Then", then)];
  }

  #said({ name, data }: Said): string {
    const shown = /^\w+$/.test(name) ? name : codeMarkdown(name);
    const link = this.#hrefOf === undefined ? shown : `[${shown}](${this.#hrefOf(name)})`;
    const fields = data.map((field) => `${codeMarkdown(field.name)} ${this.#code(field.value)}`);
    return fields.length === 0 ? link : `${link} with ${fields.join(", ")}`;
  }

  #outcome(outcome: SaidOutcome): string {
    if ("events" in outcome) return outcome.events.map((event) => this.#said(event)).join(", ") || "nothing";
    const { name, data, message } = outcome.rejection;
    const fields = data.map((field) => `${codeMarkdown(field.name)} ${this.#code(field.value)}`).join(", ");
    return `refused as **${escapeMarkdown(name)}**: “${escapeMarkdown(message)}”${fields === "" ? "" : ` (${fields})`}`;
  }

  #state(word: string, value?: JsonValue): string {
    const link = `[${escapeMarkdown(word) || "(empty)"}](#states)`;
    return value === undefined ? link : `${link}: ${this.#code(value)}`;
  }

  #code(value: JsonValue): string {
    return codeMarkdown(this.#text(value));
  }
}

/** One item, or a list in it of several. */
function bullet(word: string, lines: readonly string[]): string {
  const [only = "nothing"] = lines;
  if (lines.length <= 1) return `- **${word}** ${only}`;
  return `- **${word}**\n${lines.map((line) => `  - ${line}`).join("\n")}`;
}
