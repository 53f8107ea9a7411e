import { html } from "hono/html";
import type { Html } from "./html.js";
import { layout } from "./layout.js";

export function problemPage({ title, status, detail }: { title: string; status: number; detail: string }): Html {
  return layout({
    title,
    content: html`<section class="login" aria-labelledby="problem-title">
      <p class="eyebrow">${status}</p>
      <h1 id="problem-title">${title}</h1>
      <p class="lead">${detail}</p>
      <p><a class="button" href="/">To the start page</a></p>
    </section>`,
  });
}
