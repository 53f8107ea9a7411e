import { html } from "hono/html";
import type { Html } from "./html.js";

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MINUTE = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});
const SECOND = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZone: "UTC",
});

/** A calendar day, `2026-03-01`, for people. */
export function day(date: string): Html {
  return html`<time datetime="${date}">${DAY.format(new Date(date))}</time>`;
}

/** An instant in ISO 8601, for people, to the minute. */
export function minute(iso: string): Html {
  return html`<time datetime="${iso}">${MINUTE.format(new Date(iso))} UTC</time>`;
}

/** An instant in ISO 8601, for people, to the second. */
export function second(iso: string): Html {
  return html`<time datetime="${iso}">${SECOND.format(new Date(iso))} UTC</time>`;
}

/** A due date, which stands out once it has passed. */
export function dueDay(dueDate: string, today: string): Html {
  const overdue = dueDate < today;
  return html`<span class="due ${overdue ? "overdue" : ""}">${overdue ? "Was due" : "Due"} ${day(dueDate)}</span>`;
}
