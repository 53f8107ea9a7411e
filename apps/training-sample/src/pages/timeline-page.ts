import type { StoredEvent } from "@factum/core";
import { html, raw } from "hono/html";
import type { User } from "../catalog.js";
import type { RegistrationCreatedData, TrainingId, TrainingState } from "../training/generated/training.types.js";
import { dataTable } from "./data-table.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";
import { courseTitle, personNamed, videoTitle } from "./names.js";
import type { Notice } from "./notice.js";
import { statePanel, versionLink } from "./state-panel.js";
import { day, second } from "./times.js";

export interface TimelinePageOptions {
  readonly user: User;
  readonly notices: readonly Notice[];
  readonly id: TrainingId;
  readonly registration: RegistrationCreatedData;
  readonly events: readonly StoredEvent[];
  /** At index n the state of version n. */
  readonly states: readonly TrainingState[];
  /** The version whose state is shown. */
  readonly version: number;
}

/** A training's events as they stand in the store, and beside them the state that they had led to at one version. */
export function timelinePage(options: TimelinePageOptions): Html {
  const { user, notices, id, registration, events, version } = options;
  const { traineeId, courseId, dueDate } = registration;
  const place = version === events.length ? "" : `Version ${version} of ${events.length}, `;
  return layout({
    title: `${place}Timeline of ${courseTitle(courseId)}`,
    user,
    notices,
    content: html`<p class="back"><a href="/">← ${user.role === "admin" ? "All trainings" : "My trainings"}</a></p>
      <h1>${courseTitle(courseId)}</h1>
      <p class="lead">${personNamed(traineeId).name}, due ${day(dueDate)}. <code class="id">training-${id}</code></p>
      <div class="travel">
        ${statePanel(options)}
        <div id="timeline" data-live>
          <h2 class="unseen" id="timeline-title" tabindex="-1">Timeline</h2>
          <ol class="timeline" aria-labelledby="timeline-title">
            ${events.map((event) => timelineEntry(event, options))}
          </ol>
        </div>
      </div>`,
  });
}

function timelineEntry(event: StoredEvent, { events, version: shown }: TimelinePageOptions): Html {
  const { version, type, recordedAt, metadata, data, position, schemaVersion } = event;
  return html`<li class="panel entry" data-key="${event.eventId}" data-place="${placeOf(version, shown)}">
    <span class="version" aria-hidden="true">${version}</span>
    <div class="entry-head">
      <h3>${type}</h3>
      ${type === "VideoStarted" ? html`<span>${videoTitle(String(data.videoId))}</span>` : ""}
    </div>
    <p class="when">
      ${second(recordedAt)}
      ${metadata.actor === undefined ? "" : html`· by <strong>${personNamed(metadata.actor).name}</strong>`}
    </p>
    ${Object.keys(data).length === 0 ? "" : dataTable(data)}
    <p class="small">version ${version} · position ${position} · schema version ${schemaVersion}</p>
    ${metadata.commandId === undefined ? "" : html`<p class="small">command <code>${metadata.commandId}</code></p>`}
    <p>
      <a class="quiet-link" href="${versionLink(version, events.length)}" ${version === shown ? raw('aria-current="true"') : ""}
        >State after this<span class="unseen"> event, version ${version}</span></a
      >
    </p>
  </li>`;
}

/** Where an event stands to the version that is shown. */
function placeOf(version: number, shown: number): "earlier" | "shown" | "later" {
  if (version === shown) return "shown";
  return version > shown ? "later" : "earlier";
}
