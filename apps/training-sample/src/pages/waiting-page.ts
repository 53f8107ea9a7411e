import { html, raw } from "hono/html";
import type { Html } from "./html.js";

/** How the page looks. Nobody could serve a style sheet, so it is in the page, and the page's policy lets in this very text. */
export const WAITING_STYLE =
  "body{margin:0;font:1rem/1.55 system-ui,sans-serif}" +
  "main{max-width:27rem;margin:14vh auto 0;padding:0 1.25rem}" +
  "h1{margin:0 0 .5rem;font-size:1.625rem;line-height:1.25}p{margin:0}";

/**
 * What a browser is shown while there is no application behind the socket: it stands by itself, and asks again, unless it is the
 * answer to a form: that only the browser can send again, for the page's address is none to look at.
 */
export function waitingPage(sentence: string, { answersForm }: { readonly answersForm: boolean }): Html {
  const next = answersForm
    ? "Nothing was stored. Reload this page in a moment, and let the browser send the form again."
    : "This page looks again by itself.";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${answersForm ? "" : html`<meta http-equiv="refresh" content="2" />`}
        <title>One moment · Training</title>
        <style>${raw(WAITING_STYLE)}</style>
      </head>
      <body>
        <main>
          <h1>One moment</h1>
          <p>${sentence} ${next}</p>
        </main>
      </body>
    </html>`;
}
