import { html } from "hono/html";
import type { Html } from "./html.js";

/** Something that a page says at its top. */
export interface Notice {
  readonly kind: "done" | "problem";
  readonly text: string;
  /** The training that it is about; the notice then leads to its timeline. */
  readonly trainingId?: string | undefined;
}

export function noticeBox({ kind, text, trainingId }: Notice): Html {
  return html`<div class="notice notice-${kind}" role="${kind === "problem" ? "alert" : "status"}">
    <p>${text}</p>
    ${trainingId === undefined ? "" : html`<a href="/trainings/${trainingId}">${kind === "problem" ? "See what happened" : "See its timeline"}</a>`}
  </div>`;
}
