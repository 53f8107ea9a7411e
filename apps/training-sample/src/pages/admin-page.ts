import { uuidv7 } from "@factum/core";
import { html } from "hono/html";
import { type Admin, COURSES, TRAINEES } from "../catalog.js";
import type { TrainingHistoryRow } from "../training-history/generated/training-history.types.js";
import type { TrainingListRow } from "../training-list/generated/training-list.types.js";
import { avatar } from "./avatar.js";
import { commandIdField } from "./command-id-field.js";
import { historySection } from "./history-section.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";
import { courseTitle, personNamed } from "./names.js";
import type { Notice } from "./notice.js";
import { dueDay } from "./times.js";

const SHOWN = 100;

export interface AdminPageOptions {
  readonly user: Admin;
  readonly notices: readonly Notice[];
  readonly ongoing: readonly TrainingListRow[];
  readonly completed: readonly TrainingHistoryRow[];
  /** `2026-03-01` */
  readonly today: string;
}

export function adminPage({ user, notices, ongoing, completed, today }: AdminPageOptions): Html {
  return layout({
    title: "All trainings",
    user,
    notices,
    content: html`<h1>All trainings</h1>
      <div class="desk">
        ${registerPanel(today)}
        <div class="lists">
          ${ongoingSection(ongoing, today)}
          ${historySection({ completed, withNames: true, empty: "Nobody has completed a training yet." })}
        </div>
      </div>`,
  });
}

function registerPanel(today: string): Html {
  return html`<section class="panel register" aria-labelledby="register-title">
    <h2 id="register-title">Register a trainee</h2>
    <form class="fields" method="post" action="/trainings">
      <input type="hidden" name="trainingId" value="${uuidv7()}" autocomplete="off" />
      ${commandIdField()}
      <label for="register-trainee">Trainee</label>
      <select id="register-trainee" name="traineeId" required>
        ${TRAINEES.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
      </select>
      <label for="register-course">Course</label>
      <select id="register-course" name="courseId" required>
        ${COURSES.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}
      </select>
      <label for="register-due">Due date</label>
      <input id="register-due" type="date" name="dueDate" min="${today}" required />
      <button class="primary">Register</button>
    </form>
  </section>`;
}

function ongoingSection(ongoing: readonly TrainingListRow[], today: string): Html {
  return html`<section class="panel" aria-labelledby="ongoing-title">
    <div id="ongoing" data-live>
      <h2 id="ongoing-title" tabindex="-1">Going on <span class="count">${ongoing.length}</span></h2>
      ${
        ongoing.length === 0
          ? html`<p class="empty">No training is going on. Register somebody, and it appears here.</p>`
          : html`<ul class="rows">
              ${ongoing.slice(0, SHOWN).map((row) => ongoingRow(row, today))}
            </ul>`
      }
      ${ongoing.length > SHOWN ? html`<p class="more">The ${SHOWN} that are due first are shown.</p>` : ""}
    </div>
  </section>`;
}

function ongoingRow({ trainingId, traineeId, courseId, dueDate }: TrainingListRow, today: string): Html {
  const person = personNamed(traineeId);
  const about = html`<span class="unseen"> of ${person.name}, ${courseTitle(courseId)}</span>`;
  return html`<li class="row" data-key="${trainingId}">
    ${avatar(person)}
    <div class="what">
      <strong>${person.name}</strong>
      <span>${courseTitle(courseId)}</span>
      ${dueDay(dueDate, today)}
    </div>
    <a class="quiet-link" href="/trainings/${trainingId}">Timeline${about}</a>
    <details class="cancel">
      <summary>Cancel${about}</summary>
      <form class="inline" method="post" action="/trainings/${trainingId}/cancel-registration">
        ${commandIdField()}
        <label for="reason-${trainingId}">Reason</label>
        <input id="reason-${trainingId}" name="reason" required maxlength="500" autocomplete="off" />
        <button class="danger">Cancel the registration</button>
      </form>
    </details>
  </li>`;
}
