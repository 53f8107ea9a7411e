import type { StoredEvent } from "@factum/core";
import { html } from "hono/html";
import type { User } from "../catalog.js";
import type { RegistrationCreatedData, TrainingId } from "../training/generated/training.types.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";
import { courseTitle, personNamed, videoTitle } from "./names.js";
import type { Notice } from "./notice.js";
import { day, second } from "./times.js";

export interface TimelinePageOptions {
  readonly user: User;
  readonly notices: readonly Notice[];
  readonly id: TrainingId;
  readonly registration: RegistrationCreatedData;
  readonly events: readonly StoredEvent[];
}

/** A training's events as they stand in the store: nothing here but what was recorded. */
export function timelinePage({ user, notices, id, registration, events }: TimelinePageOptions): Html {
  const { traineeId, courseId, dueDate } = registration;
  return layout({
    title: `Timeline of ${courseTitle(courseId)}`,
    user,
    notices,
    content: html`<p class="back"><a href="/">← ${user.role === "admin" ? "All trainings" : "My trainings"}</a></p>
      <h1>${courseTitle(courseId)}</h1>
      <p class="lead">${personNamed(traineeId).name}, due ${day(dueDate)}. <code class="id">training-${id}</code></p>
      <div id="timeline" data-live>
        <h2 class="unseen" id="timeline-title" tabindex="-1">Timeline</h2>
        <ol class="timeline" aria-labelledby="timeline-title">
          ${events.map(timelineEntry)}
        </ol>
      </div>`,
  });
}

function timelineEntry(event: StoredEvent): Html {
  const { version, type, recordedAt, metadata, data, position, schemaVersion } = event;
  return html`<li class="panel entry" data-key="${event.eventId}">
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
  </li>`;
}

function dataTable(data: StoredEvent["data"]): Html {
  return html`<dl class="data">
    ${Object.entries(data).map(
      ([name, value]) => html`<div>
        <dt>${name}</dt>
        <dd>${typeof value === "string" ? value : JSON.stringify(value)}</dd>
      </div>`,
    )}
  </dl>`;
}
