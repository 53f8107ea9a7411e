import { html } from "hono/html";
import type { Html } from "./html.js";

/** A person's initials in a circle. Decoration: the name always stands beside it. */
export function avatar({ id, name }: { readonly id: string; readonly name: string }): Html {
  const initials = name
    .split(" ")
    .map((word) => word.charAt(0))
    .join("")
    .slice(0, 2);
  return html`<span class="avatar hue-${hueOf(id)}" aria-hidden="true">${initials}</span>`;
}

/** One of the style sheet's four hues, always the same for one person. */
function hueOf(id: string): number {
  let hue = 0;
  for (const character of id) hue = (hue * 2 + character.charCodeAt(0)) % 4;
  return hue + 1;
}
