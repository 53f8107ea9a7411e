import type { JsonValue } from "@factum/core";
import { html } from "hono/html";
import type { Html } from "./html.js";

/** Names and values as they are stored. @param changed the names of those that are marked as new */
export function dataTable(data: Readonly<Record<string, JsonValue>>, changed: readonly string[] = []): Html {
  return html`<dl class="data">
    ${Object.entries(data).map(([name, value]) => {
      const isNew = changed.includes(name);
      return html`<div class="${isNew ? "changed" : ""}">
        <dt>${name}${isNew ? html`<span class="unseen"> (changed)</span>` : ""}</dt>
        ${lines(value).map((line) => html`<dd>${line}</dd>`)}
      </div>`;
    })}
  </dl>`;
}

function lines(value: JsonValue): readonly string[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap(lines);
  return [typeof value === "string" ? value : JSON.stringify(value)];
}
