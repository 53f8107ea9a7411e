import { html } from "hono/html";
import type { TrainingHistoryRow } from "../training-history/generated/training-history.types.js";
import { avatar } from "./avatar.js";
import type { Html } from "./html.js";
import { courseTitle, personNamed } from "./names.js";
import { minute } from "./times.js";

const SHOWN = 50;

export interface HistorySectionOptions {
  readonly completed: readonly TrainingHistoryRow[];
  /** Whether the rows belong to several people. */
  readonly withNames: boolean;
  /** What to say while there are none. */
  readonly empty: string;
}

/** The trainings that were completed, the latest at the top. */
export function historySection({ completed, withNames, empty }: HistorySectionOptions): Html {
  return html`<section class="panel" aria-labelledby="history-title">
    <div id="history" data-live>
      <h2 id="history-title" tabindex="-1">History <span class="count">${completed.length}</span></h2>
      ${
        completed.length === 0
          ? html`<p class="empty">${empty}</p>`
          : html`<ul class="rows">
              ${completed.slice(0, SHOWN).map((row) => historyRow(row, withNames))}
            </ul>`
      }
      ${completed.length > SHOWN ? html`<p class="more">The latest ${SHOWN} are shown.</p>` : ""}
    </div>
  </section>`;
}

function historyRow({ trainingId, traineeId, courseId, completedAt }: TrainingHistoryRow, withNames: boolean): Html {
  const person = personNamed(traineeId);
  return html`<li class="row" data-key="${trainingId}">
    ${withNames ? avatar(person) : html`<span class="tick" aria-hidden="true">✓</span>`}
    <div class="what">
      <strong>${withNames ? person.name : courseTitle(courseId)}</strong>
      ${withNames ? html`<span>${courseTitle(courseId)}</span>` : ""}
      <span class="when">Completed ${minute(completedAt)}</span>
    </div>
    <a class="quiet-link" href="/trainings/${trainingId}"
      >Timeline<span class="unseen"> of ${person.name}, ${courseTitle(courseId)}</span></a
    >
  </li>`;
}
