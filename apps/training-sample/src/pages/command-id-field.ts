import { uuidv7 } from "@factum/core";
import { html } from "hono/html";
import type { Html } from "./html.js";

/**
 * The id of the command that a form stands for, made with the page: sent twice, the form is one command.
 *
 * Without `autocomplete` a browser that restores fields after a reload would bring a used id back.
 */
export function commandIdField(): Html {
  return html`<input type="hidden" name="commandId" value="${uuidv7()}" autocomplete="off" />`;
}
