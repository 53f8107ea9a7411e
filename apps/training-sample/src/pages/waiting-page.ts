import { html } from "hono/html";
import type { Html } from "./html.js";

/** What a browser is shown while there is no application behind the socket: it stands by itself, and asks again. */
export function waitingPage(sentence: string): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="refresh" content="2" />
        <title>One moment · Training</title>
      </head>
      <body>
        <main>
          <h1>One moment</h1>
          <p>${sentence} This page looks again by itself.</p>
        </main>
      </body>
    </html>`;
}
