import { isDeepStrictEqual } from "node:util";
import type { JsonValue, StoredEvent } from "@factum/core";
import { html } from "hono/html";
import type { TrainingState } from "../training/generated/training.types.js";
import { dataTable } from "./data-table.js";
import type { Html } from "./html.js";
import { second } from "./times.js";

export interface StatePanelOptions {
  readonly events: readonly StoredEvent[];
  /** At index n the state of version n. */
  readonly states: readonly TrainingState[];
  /** The version to show. */
  readonly version: number;
}

/** Where links to a version lead: the page with its state, scrolled to it. The newest goes on as events come in. */
export function versionLink(version: number, newest: number): string {
  return version === newest ? "?#state" : `?version=${version}#state`;
}

/** The state of a training at one version, and the ways to the versions beside it. */
export function statePanel({ events, states, version }: StatePanelOptions): Html {
  const newest = events.length;
  const state = fieldsOf(states[version]);
  const before = fieldsOf(states[version - 1]);
  const changed = Object.keys(state).filter((name) => !isDeepStrictEqual(state[name], before[name]));
  const event = events[version - 1];
  return html`<section class="panel state" id="state" data-live aria-labelledby="state-title">
    <h2 id="state-title" tabindex="-1">State at version ${version} <small>of ${newest}</small></h2>
    <p class="when">
      ${event === undefined ? "Before anything had happened" : html`After ${event.type}, ${second(event.recordedAt)}`}
    </p>
    ${dataTable(state, version === 0 ? [] : changed)}
    <nav class="versions" aria-label="Versions">
      ${step("prev", "← Earlier", version - 1, newest)} ${step("next", "Later →", version + 1, newest)}
      ${version === newest ? html`<span class="small">The newest</span>` : html`<a href="${versionLink(newest, newest)}">To the newest</a>`}
    </nav>
    <p class="small keys"><kbd>←</kbd> and <kbd>→</kbd> travel, too.</p>
  </section>`;
}

function step(rel: "prev" | "next", text: string, version: number, newest: number): Html | string {
  if (version < 0 || version > newest) return html`<span class="button off" aria-hidden="true">${text}</span>`;
  return html`<a class="button" rel="${rel}" href="${versionLink(version, newest)}"
    >${text}<span class="unseen"> state, version ${version}</span></a
  >`;
}

function fieldsOf(state: TrainingState | undefined): Readonly<Record<string, JsonValue>> {
  return { ...state } as Record<string, JsonValue>;
}
