import { html } from "hono/html";
import type { User } from "../catalog.js";
import { avatar } from "./avatar.js";
import type { Html } from "./html.js";
import { type Notice, noticeBox } from "./notice.js";

export interface LayoutOptions {
  readonly title: string;
  /** Who is logged in; without one the page has neither a way out nor live updates. */
  readonly user?: User;
  readonly notices?: readonly Notice[];
  readonly content: Html;
}

/** The frame of every page. No inline script or style: the content security policy allows none. */
export function layout({ title, user, notices = [], content }: LayoutOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Training</title>
        <link rel="icon" href="/assets/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        ${user === undefined ? "" : html`<script type="module" src="/assets/client.js"></script>`}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        ${user === undefined ? "" : topBar(user)}
        <main id="main" tabindex="-1">
          ${notices.map(noticeBox)} ${content}
        </main>
        <footer class="foot"><a class="quiet-link" href="/api/docs">API</a></footer>
        <p class="unseen" id="announcer" role="status"></p>
      </body>
    </html>`;
}

function topBar(user: User): Html {
  return html`<header class="bar">
    <a class="mark" href="/"><img src="/assets/favicon.svg" alt="" width="28" height="28" /> Training</a>
    <p class="connection" id="connection" data-state="none" hidden></p>
    <div class="me">
      ${avatar(user)}
      <p><strong>${user.name}</strong> <span class="me-role">${user.role === "admin" ? "Admin" : "Trainee"}</span></p>
      <form method="post" action="/logout"><button class="quiet">Log out</button></form>
    </div>
  </header>`;
}
