import { html } from "hono/html";
import { findCourse, type Trainee, type Video } from "../catalog.js";
import type { VideoId } from "../training/generated/training.types.js";
import type { TrainingHistoryRow } from "../training-history/generated/training-history.types.js";
import type { TrainingListRow } from "../training-list/generated/training-list.types.js";
import { commandIdField } from "./command-id-field.js";
import { historySection } from "./history-section.js";
import type { Html } from "./html.js";
import { layout } from "./layout.js";
import { courseTitle } from "./names.js";
import type { Notice } from "./notice.js";
import { dueDay } from "./times.js";

export interface TraineePageOptions {
  readonly user: Trainee;
  readonly notices: readonly Notice[];
  /** The trainings that are due first, out of `total`. */
  readonly shown: readonly TraineeTraining[];
  readonly total: number;
  readonly completed: readonly TrainingHistoryRow[];
  /** `2026-03-01` */
  readonly today: string;
}

export interface TraineeTraining extends TrainingListRow {
  readonly startedVideos: readonly VideoId[];
}

export function traineePage({ user, notices, shown, total, completed, today }: TraineePageOptions): Html {
  return layout({
    title: "My trainings",
    user,
    notices,
    content: html`<h1>My trainings</h1>
      <section aria-labelledby="ongoing-title">
        <div id="ongoing" data-live>
          <h2 id="ongoing-title" tabindex="-1">Going on <span class="count">${total}</span></h2>
          ${
            shown.length === 0
              ? html`<p class="panel empty">Nothing to do. When somebody registers you for a course, it appears here.</p>`
              : html`<ul class="cards">
                  ${shown.map((training) => card(training, today))}
                </ul>`
          }
          ${shown.length < total ? html`<p class="more">The ${shown.length} that are due first are shown.</p>` : ""}
        </div>
      </section>
      ${historySection({ completed, withNames: false, empty: "What you complete is kept here." })}`,
  });
}

function card({ trainingId, courseId, dueDate, startedVideos }: TraineeTraining, today: string): Html {
  const title = courseTitle(courseId);
  const videos = findCourse(courseId)?.videos ?? [];
  const started = videos.filter(({ id }) => startedVideos.includes(id)).length;
  return html`<li class="panel card" data-key="${trainingId}">
    <div class="card-head">
      <h3>${title}</h3>
      ${dueDay(dueDate, today)}
    </div>
    <p class="progress">
      <progress id="progress-${trainingId}" value="${started}" max="${videos.length}" aria-label="Videos started"></progress>
      <span>${started} of ${videos.length} videos started</span>
    </p>
    <ul class="videos">
      ${videos.map((video) => videoRow(trainingId, video, startedVideos.includes(video.id)))}
    </ul>
    <div class="card-foot">
      <form method="post" action="/trainings/${trainingId}/complete-training">
        ${commandIdField()}
        <button class="${started === 0 ? "" : "primary"}">Complete<span class="unseen"> ${title}</span></button>
      </form>
      <a class="quiet-link" href="/trainings/${trainingId}">Timeline<span class="unseen"> of ${title}</span></a>
    </div>
  </li>`;
}

function videoRow(trainingId: string, video: Video, started: boolean): Html {
  return html`<li data-key="${trainingId}-${video.id}">
    <span class="video-title">${video.title} <small>${video.minutes} min</small></span>
    ${
      started
        ? html`<span class="started">✓ Started</span>`
        : html`<form method="post" action="/trainings/${trainingId}/start-video">
            ${commandIdField()}
            <input type="hidden" name="videoId" value="${video.id}" />
            <button>Start<span class="unseen"> ${video.title}</span></button>
          </form>`
    }
  </li>`;
}
